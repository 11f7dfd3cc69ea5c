package dev.tradewind.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.store.imports.TimeStyle.Numeric;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStyleTest {
  private static TimeStyle style(Numeric numeric, DateOrder order, String zone) {
    return new TimeStyle(numeric, order, ZoneId.of(zone).normalized());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2013-04-29|2013-04-29T00:00:00Z",
        "2013-04-29 23:59:59|2013-04-29T23:59:59Z",
        "2013-04-29T23:59|2013-04-29T23:59:00Z",
        "2013-04-29T23:59:59.123Z|2013-04-29T23:59:59.123Z",
        "2013-04-29 23:59:59.123456789|2013-04-29T23:59:59.123456Z",
        "2013/4/9|2013-04-09T00:00:00Z",
        "2012.11.16 05:00|2012-11-16T05:00:00Z",
        "2010-01-04 00:00:00-05:00|2010-01-04T05:00:00Z",
        "2010-01-04T00:00:00+0530|2010-01-03T18:30:00Z",
        "2010-01-04 00:00:00+00|2010-01-04T00:00:00Z",
        "2010-01-04 09:30:00 UTC|2010-01-04T09:30:00Z",
        "Nov 07, 2017|2017-11-07T00:00:00Z",
        "November 7 2017|2017-11-07T00:00:00Z",
        "Tue, 07 Nov 2017 10:00:00 GMT|2017-11-07T10:00:00Z",
        "4-Jan-10|2010-01-04T00:00:00Z",
        "04 Jan 1999|1999-01-04T00:00:00Z",
        "31-Dec-69|2069-12-31T00:00:00Z",
        "31-Dec-70|1970-12-31T00:00:00Z",
        "20110103 090100|2011-01-03T09:01:00Z",
        "20110103 0901|2011-01-03T09:01:00Z",
        "20200101 170000065|2020-01-01T17:00:00.065Z",
        "2017-11-07 09:30 PM|2017-11-07T21:30:00Z",
        "2017-11-07 12:05:06 am|2017-11-07T00:05:06Z",
        "2000-02-29|2000-02-29T00:00:00Z"
      })
  void textIsRead(String text, String expected) throws Exception {
    assertThat(Times.iso(style(Numeric.TEXT, null, "UTC").parse(text, "t"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "04/01/2010,DMY,2010-01-04T00:00:00Z",
    "04/01/2010,MDY,2010-04-01T00:00:00Z",
    "4.1.10,DMY,2010-01-04T00:00:00Z",
    "29-04-13 23:59,DMY,2013-04-29T23:59:00Z",
    "12/31/2019 15:55,MDY,2019-12-31T15:55:00Z"
  })
  void datesOfDaysAndMonthsFollowTheOrder(String text, DateOrder order, String expected)
      throws Exception {
    assertThat(Times.iso(style(Numeric.TEXT, order, "UTC").parse(text, "t"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1502942400,SECONDS,2017-08-17T04:00:00Z",
    "1502942400.5,SECONDS,2017-08-17T04:00:00.500Z",
    "1502942400000,MILLIS,2017-08-17T04:00:00Z",
    "1.5029424E12,MILLIS,2017-08-17T04:00:00Z",
    "1502942400000000,MICROS,2017-08-17T04:00:00Z",
    "1502942400000000999,NANOS,2017-08-17T04:00:00Z",
    "20110103,DATE,2011-01-03T00:00:00Z",
    "20110103090100,DATE_TIME,2011-01-03T09:01:00Z"
  })
  void numbersAreReadByMagnitude(String text, Numeric unit, String expected) throws Exception {
    assertThat(Numeric.of(text)).isEqualTo(unit);
    assertThat(Times.iso(style(unit, null, "UTC").parse(text, "t"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "hello",
        "2013-02-29",
        "2013-13-01",
        "2013-00-10",
        "2013-01-00",
        "2013-01-01 24:00",
        "2013-01-01 10:60",
        "2013-01-01 10:00:60",
        "2013-01-01 10",
        "2013-01-01 10:00:00 XX",
        "2013-01-01 10:00:00+19:00",
        "2013-01-01 13:00 PM",
        "2013",
        "Foo 07, 2017",
        "20130101",
        "12345678901234567890",
        "2013-01-01 10:00:00.",
        "99999-01-01",
        "0001-01-01",
        "1_1_2013"
      })
  void whatIsNoTimeIsRejectedWithItsColumn(String text) {
    assertThatThrownBy(() -> style(Numeric.TEXT, DateOrder.DMY, "UTC").parse(text, "Date"))
        .isInstanceOf(RowProblem.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("Date");
  }

  @ParameterizedTest
  @CsvSource({"1502942400000,SECONDS", "1502942400,MILLIS", "1502942400,MICROS", "7,NANOS"})
  void anEpochOfAnotherUnitIsRejected(String text, Numeric unit) {
    assertThatThrownBy(() -> style(unit, null, "UTC").parse(text, "t"))
        .hasMessageContaining("does not fit " + unit.description);
  }

  @Test
  void aZoneAppliesToTimesWithoutAnOffset() throws Exception {
    TimeStyle newYork = style(Numeric.TEXT, null, "America/New_York");
    assertThat(Times.iso(newYork.parse("2024-01-02 09:30", "t"))).isEqualTo("2024-01-02T14:30:00Z");
    assertThat(Times.iso(newYork.parse("2024-07-02 09:30", "t"))).isEqualTo("2024-07-02T13:30:00Z");
    assertThat(Times.iso(newYork.parse("2024-07-02 09:30Z", "t")))
        .isEqualTo("2024-07-02T09:30:00Z");
    assertThatThrownBy(() -> newYork.parse("2024-03-10 02:30", "t"))
        .hasMessageContaining("does not exist in zone America/New_York");
  }

  @Test
  void everyDayOfSixCenturiesHasItsNumber() {
    LocalDate day = LocalDate.of(1678, 1, 1);
    while (day.getYear() < 2262) {
      assertThat(Times.validDate(day.getYear(), day.getMonthValue(), day.getDayOfMonth())).isTrue();
      assertThat(Times.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
          .isEqualTo(day.toEpochDay());
      day = day.plusDays(1);
    }
    assertThat(style(Numeric.TEXT, null, "Z").zone()).isEqualTo(ZoneOffset.UTC);
  }
}
