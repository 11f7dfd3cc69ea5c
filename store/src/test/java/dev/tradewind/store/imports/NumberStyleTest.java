package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberStyleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        "-1.5|-1.5",
        "+2.50|2.5",
        ".5|0.5",
        "5.|5",
        "0.00162008|0.00162008",
        "193.24486466881353|193.24486466881353",
        "1e3|1000",
        "2.56298E+11|256298000000",
        "1.5e-7|1.5E-7",
        "2,326,340,000|2326340000",
        "1,234.5|1234.5",
        "1 234.5|1234.5",
        "1'234'567.25|1234567.25",
        "$31.22|31.22",
        "123456789012345678901234567890|1.2345678901234568E29",
        "4.9E-324|4.9E-324",
        "-0.0|-0.0"
      })
  void pointStyleReads(String text, double value) throws Exception {
    assertThat(new NumberStyle('.').parse(text, "x")).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,5|1.5", "1.234,5|1234.5", "-0,25|-0.25", "1 234 567,0|1234567", "12|12"})
  void commaStyleReads(String text, double value) throws Exception {
    assertThat(new NumberStyle(',').parse(text, "x")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "1.2.3",
        "1,23",
        "1,2345",
        "12,34,567",
        "1,234,56",
        "0x1p3",
        "1d",
        "1f",
        "Infinity",
        "1e",
        "1e+",
        "e5",
        "--1",
        "1-2",
        "1_000",
        "１",
        ".",
        ",",
        "1,234.5.6",
        "+",
        "$",
        "1e999"
      })
  void whatIsNoNumberIsRejectedWithItsColumn(String text) {
    assertThatThrownBy(() -> new NumberStyle('.').parse(text, "Close"))
        .isInstanceOf(RowProblem.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("Close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "null", "NaN", "N/A", "#N/A", "None"})
  void aPriceMustBeThereAndAVolumeNeedNot(String text) throws Exception {
    assertThatThrownBy(() -> new NumberStyle('.').parse(text, "Open"))
        .hasMessageContaining("no value in column Open");
    assertThat(new NumberStyle('.').parseVolume(text, "Volume")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1.5K,1500", "2M,2000000", "0.25B,250000000", "12,12", "-0.0,-0.0"})
  void volumesMayBeAbbreviated(String text, double value) throws Exception {
    assertThat(new NumberStyle('.').parseVolume(text, "Vol.")).isEqualTo(value);
  }

  @Test
  void aVolumeThatAnAbbreviationMakesTooLargeIsRejected() {
    assertThatThrownBy(() -> new NumberStyle('.').parseVolume("1e299B", "Volume"))
        .hasMessageContaining("too large");
  }

  @Test
  void aNegativeVolumeIsRejected() {
    assertThatThrownBy(() -> new NumberStyle('.').parseVolume("-3", "Volume"))
        .hasMessage("'-3' in column Volume must be >= 0");
  }

  @Test
  void spreadsheetDamageAndTheOtherSeparatorAreNamed() {
    assertThatThrownBy(() -> new NumberStyle('.').parse("14.748.800.659.179.600", "High"))
        .hasMessageContaining("thousands separators added by a spreadsheet");
    assertThatThrownBy(() -> new NumberStyle('.').parse("1,5", "High"))
        .hasMessageContaining("decimal separator");
  }
}
