package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of quotes, and files that are mistaken for them or they for others. */
class QuoteFileTest {
  private static final ImportOptions INFER = Reading.INFER;
  private static final long MOMENT = 1_704_103_200_000_001L;
  private static final String BARS =
      "time,open,high,low,close,volume\n2024-01-01T00:00:00Z,1,2,1,2,3\n"
          + "2024-01-01T01:00:00Z,1,2,1,2,3\n";
  private static final String QUOTES =
      """
      time,bid,ask,bid_size,ask_size
      2024-01-01T10:00:00.000001Z,99.5,100,3,0
      2024-01-01T10:00:00.000001Z,99.5,99.5,,2.5
      """;

  @TempDir Path folder;

  private QuoteFileReader.Read read(String text, ImportOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("quotes.csv"), text);
    return QuoteFileReader.read(file, options, ImportListener.NONE);
  }

  private static Quote first(QuoteFileReader.Read read) {
    assertThat(read.report().refusal()).isEmpty();
    return read.quotes().getFirst();
  }

  @Test
  void quotesAreReadWithTheirSizes() throws IOException {
    QuoteFileReader.Read read = read(QUOTES, INFER);

    assertThat(read.quotes())
        .containsExactly(
            new Quote(MOMENT, 99.5, 100, 3, 0), new Quote(MOMENT, 99.5, 99.5, Double.NaN, 2.5));
    assertThat(read.report().format()).isEqualTo(Format.QUOTES_CSV);
    assertThat(read.report().timeframe()).isNull();
    assertThat(read.report().accepted()).isEqualTo(2);
    assertThat(read.report().rejectedCount()).isZero();
    assertThat(read.report().flags()).isEmpty();
    assertThat(read.report().refused()).isFalse();
  }

  @Test
  void quotesOfHistDataNeedNoHeader() throws IOException {
    QuoteFileReader.Read read =
        read(
            "20200101 170000065,1.121200,1.121720,0\n20200101 170010447,1.1212,1.12192,0\n", INFER);

    assertThat(first(read))
        .isEqualTo(new Quote(1_577_898_000_065_000L, 1.1212, 1.12172, Double.NaN, Double.NaN));
    assertThat(read.quotes()).hasSize(2);
    assertThat(read.report().notes()).contains("no header: columns are taken by position");
  }

  @Test
  void recordedQuotesAreReadWhole() {
    Path file = Reading.shared("ticks/nautilus_quote_tick_audusd.csv");

    QuoteFileReader.Read read = QuoteFileReader.read(file, INFER, ImportListener.NONE);

    assertThat(first(read).bid()).isEqualTo(1.1212);
    assertThat(read.quotes()).hasSize(9_500).allMatch(each -> each.ask() >= each.bid());
    assertThat(read.report().rejectedCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time,bid,ask,bid size,ask size",
        "Timestamp,Bid_Price,Ask_Price,Bid_Qty,Ask_Qty",
        "date,bidprice,askprice,bidvolume,askvolume",
        "ts,best_bid,best_ask,best_bid_size,best_ask_size",
        "Gmt time,Bid,Offer,BidAmount,OfferAmount",
        "datetime,bid,ask,bid_amount,ask_amount"
      })
  void columnsHaveTheirUsualNames(String header) throws IOException {
    assertThat(first(read(header + "\n2024-01-01T10:00:00.000001Z,99,101,1,2\n", INFER)))
        .isEqualTo(new Quote(MOMENT, 99, 101, 1, 2));
  }

  /**
   * MetaTrader 5 writes its ticks with a last price that may be missing and a volume of its own.
   */
  @Test
  void columnsComeInAnyOrderAndOthersAreLeftOut() throws IOException {
    assertThat(first(read("ask;volume;bid;time\n101,5;7;99,5;2024-01-01 10:00:00.000001\n", INFER)))
        .isEqualTo(new Quote(MOMENT, 99.5, 101.5, Double.NaN, Double.NaN));
    assertThat(
            first(
                read(
                    "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\n"
                        + "2024.01.01\t10:00:00.000001\t99\t101\t\t\n",
                    INFER)))
        .isEqualTo(new Quote(MOMENT, 99, 101, Double.NaN, Double.NaN));
  }

  @Test
  void jsonObjectsAndGzipAreRead() throws IOException {
    String json =
        "{\"quotes\":[{\"t\":1704103200,\"bid\":\"99\",\"ask\":101,\"bidQty\":4},"
            + "{\"t\":1704103201,\"bid\":98,\"ask\":null}]}";
    QuoteFileReader.Read read = read(json, INFER);

    assertThat(read.quotes())
        .containsExactly(new Quote(1_704_103_200_000_000L, 99, 101, 4, Double.NaN));
    assertThat(read.report().format()).isEqualTo(Format.QUOTES_JSON);
    assertThat(read.report().rejections().getFirst())
        .satisfies(
            each -> {
              assertThat(each.line()).isEqualTo(2);
              assertThat(each.reason()).contains("no value in column ask");
            });
    Path packed = folder.resolve("quotes.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(QUOTES.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(QuoteFileReader.read(packed, INFER, ImportListener.NONE).quotes()).hasSize(2);
  }

  @Test
  void quotesNewestFirstAreTurnedRound() throws IOException {
    QuoteFileReader.Read read =
        read("time,bid,ask\n2024-01-02,3,4\n2024-01-01,2,3\n2024-01-01,1,2\n", INFER);

    assertThat(read.quotes()).extracting(Quote::bid).containsExactly(1.0, 2.0, 3.0);
    assertThat(read.report().notes()).anyMatch(each -> each.contains("newest first"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          2024-01-01T11:00:00Z,0,101,1,1 | bid must be > 0, was 0.0
          2024-01-01T11:00:00Z,-1,101,1,1 | bid must be > 0, was -1.0
          2024-01-01T11:00:00Z,99,0,1,1 | ask must be > 0, was 0.0
          2024-01-01T11:00:00Z,101.5,101,1,1 | ask must be >= the bid 101.5, was 101.0
          2024-01-01T11:00:00Z,,101,1,1 | no value in column bid
          2024-01-01T11:00:00Z,99,NaN,1,1 | no value in column ask
          2024-01-01T11:00:00Z,99,1e999,1,1 | '1e999' in column ask is too large for a number
          2024-01-01T11:00:00Z,99,Infinity,1,1 | 'Infinity' in column ask is not a number
          2024-01-01T11:00:00Z,99,101,-1,1 | '-1' in column bid_size must be >= 0
          2024-01-01T11:00:00Z,99,101,1,much | 'much' in column ask_size is not a number
          2024-01-01T11:00:00Z,99 | has 2 columns, expected 5
          yesterday,99,101,1,1 | 'yesterday'
          2024-01-01T09:00:00Z,99,101,1,1 | quote at 2024-01-01T09:00:00Z is before the one above it
          """)
  void aRowIsRejectedWithItsLineAndReason(String row, String reason) throws IOException {
    StringBuilder rows = new StringBuilder("time,bid,ask,bid_size,ask_size\n");
    for (int i = 0; i < 150; i++) {
      rows.append("2024-01-01T10:00:00Z,99,101,1,1\n");
    }
    String text = rows + row + "\n" + "2024-01-01T12:00:00Z,99,101,1,1\n";

    QuoteFileReader.Read read = read(text, INFER);

    assertThat(read.report().refusal()).isEmpty();
    assertThat(read.quotes()).hasSize(151);
    assertThat(read.report().rejectedCount()).isEqualTo(1);
    assertThat(read.report().rejections().getFirst().line()).isEqualTo(152);
    assertThat(read.report().rejections().getFirst().reason()).contains(reason);
    assertThat(read(text, INFER.withStrict(true)).report().refusal().orElse(""))
        .contains("1 row is rejected and strict is set", "line 152");
  }

  @Test
  void moreThanAHundredthOfBadRowsRefusesTheFile() throws IOException {
    String good = "2024-01-01T10:00:00Z,99,101\n".repeat(90);
    QuoteFileReader.Read read =
        read("time,bid,ask\n" + good + "2024-01-01T10:00:00Z,102,101\n", INFER);

    assertThat(read.report().refusal().orElse(""))
        .contains("1 of 91 rows (1.1 %) are rejected", "line 92", "ask must be >= the bid");
  }

  @Test
  void barsAndTradesAreRefusedInWords() throws IOException {
    String named = "a file of quotes has columns that are named time, bid and ask";
    assertThat(read(BARS, INFER).report().refusal().orElse(""))
        .isEqualTo("the rows are bars, not quotes: " + named);
    assertThat(read("time,price,amount\n2024-01-01T00:00:00Z,1,2\n", INFER).report().refusal())
        .contains("the rows are trades, not quotes: " + named);
    assertThat(read("2024-01-01T00:00:00Z,99,101\n", INFER).report().refusal().orElse(""))
        .as("without a header two numbers are a price and a quantity")
        .isEqualTo("the rows are trades, not quotes: " + named);
    assertThat(read(BARS, INFER).quotes()).isEmpty();
    assertThatThrownBy(() -> read("nothing here\n", INFER))
        .isInstanceOf(UnreadableFileException.class);
    assertThatThrownBy(() -> read("time,bid,last\n2024-01-01,1,2\n", INFER))
        .hasMessageContaining("or time, bid and ask");
    assertThatThrownBy(() -> read(QUOTES, INFER.withTimeLabel(TimeLabel.CLOSE)))
        .hasMessageContaining("is a file of quotes, whose times are moments");
  }

  @Test
  void quotesAreNoBarsAndNoTrades() throws IOException {
    String use = "quotes are not kept: a run reads them from their file (--quotes)";
    ImportResult bars = Reading.text(QUOTES);
    Path file = Files.writeString(folder.resolve("quotes.csv"), QUOTES);
    TradeFileReader.Read trades = TradeFileReader.read(file, INFER, ImportListener.NONE);

    assertThat(bars.series().size()).isZero();
    assertThat(bars.trades()).isEmpty();
    assertThat(bars.report().refusal().orElse(""))
        .startsWith("the rows are quotes, not bars: a file of bars has columns of time, open")
        .contains(use);
    assertThat(trades.trades()).isEmpty();
    assertThat(trades.report().refusal().orElse(""))
        .startsWith("the rows are quotes, not trades: a file of trades has columns of time, price")
        .contains(use);
  }

  /** Columns of bids and asks beside those of bars or trades change nothing of these. */
  @Test
  void barsAndTradesWithABidAndAnAskStayWhatTheyAre() {
    assertThat(
            Reading.text(
                    "time,open,high,low,close,bid,ask\n2024-01-01,1,2,1,2,1,2\n",
                    Reading.options("1D"))
                .report()
                .format())
        .isEqualTo(Format.CSV);
    assertThat(
            Reading.text("time,bid,ask,price,size\n2024-01-01,1,2,1,2\n", Reading.options("1D"))
                .report()
                .format())
        .isEqualTo(Format.TRADES_CSV);
  }
}
