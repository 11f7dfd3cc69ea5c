package dev.tradewind.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {

  @ParameterizedTest(name = "case 28: formula {0} is written as text")
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|calc", "%x"})
  void escapesFormulas(String text) {
    assertThat(Csv.text(text).replace("\"", "")).startsWith("'");
  }

  @Test
  void quotesOnlyWhereNeeded() {
    assertThat(Csv.text("BTC-USD")).isEqualTo("BTC-USD");
    assertThat(Csv.text("")).isEmpty();
    assertThat(Csv.text("a,b")).isEqualTo("\"a,b\"");
    assertThat(Csv.text("say \"so\"")).isEqualTo("\"say \"\"so\"\"\"");
    assertThat(Csv.text("=HYPERLINK(\"x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",1)\"");
  }

  @Test
  void writesNumbersInShortestForm() {
    assertThat(Csv.number(0.1)).isEqualTo("0.1");
    assertThat(Csv.number(-3)).isEqualTo("-3");
    assertThat(Csv.number(Double.NaN)).isEmpty();
    assertThat(Csv.number(1e20)).isEqualTo("1.0E20");
  }

  @Test
  void writesRoundTripsAndEquity() throws IOException {
    StringWriter trips = new StringWriter();
    Csv.roundTrips(StoredResult.small(), trips);
    assertThat(trips.toString())
        .isEqualTo(
            "instrument,side,quantity,entryTime,entryPrice,exitTime,exitPrice,pnl,returnFraction,"
                + "fees,bars,mae,mfe\n"
                + "BTC-USD,long,0.5,2020-01-01T00:00:00Z,100.01,2020-01-01T00:01:00Z,110,4.9,0.098,"
                + "0.1,1,-0.01,0.1\n");
    StringWriter equity = new StringWriter();
    Csv.equity(StoredResult.small(), equity);
    assertThat(equity.toString())
        .isEqualTo("time,equity\n2020-01-01T00:00:00Z,100000\n2020-01-01T00:01:00Z,100004.9\n");
  }
}
