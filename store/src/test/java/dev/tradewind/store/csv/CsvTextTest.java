package dev.tradewind.store.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  @ParameterizedTest
  @DisplayName("case 28: cells that a spreadsheet would run are defused")
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "=cmd|' /C calc'!A0", "＝1"})
  void formulas(String text) {
    assertThat(CsvText.escape(text)).matches("(?s)\"?'.*").contains(text.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {"plain~plain", "a,b~\"a,b\"", "a;b~\"a;b\"", "BTC-USD~BTC-USD", "x=1~x=1"})
  void otherText(String text, String cell) {
    assertThat(CsvText.escape(text)).isEqualTo(cell);
  }

  @org.junit.jupiter.api.Test
  void quotesAndLineBreaksAreQuoted() {
    assertThat(CsvText.escape("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
    assertThat(CsvText.escape("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(CsvText.escape("")).isEmpty();
  }
}
