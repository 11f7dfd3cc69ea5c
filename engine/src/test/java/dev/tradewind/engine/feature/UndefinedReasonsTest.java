package dev.tradewind.engine.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tradewind.engine.expr.ProgramData;
import dev.tradewind.engine.expr.ProgramScope;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.Timeframes;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a feature has no value where the volume of another instrument is missing. */
class UndefinedReasonsTest {
  private static final Timeframe MINUTE = Timeframe.parse("1m");
  private static final Instrument COIN =
      FeatureBatchTest.instrument("COIN", TradingCalendar.ROUND_THE_CLOCK);
  private static final Instrument OTHER =
      FeatureBatchTest.instrument("OTHER", TradingCalendar.ROUND_THE_CLOCK);
  private static final Instrument THIRD =
      FeatureBatchTest.instrument("THIRD", TradingCalendar.ROUND_THE_CLOCK);

  private static FeatureProgram feature(String expression) {
    return FeatureBatchTest.feature(
        expression,
        new ProgramScope(
            COIN,
            MINUTE,
            Timeframes::find,
            id -> Optional.of(id.equals("OTHER") ? OTHER : THIRD),
            any -> any.calendar().sessions()));
  }

  /** Bars at these minutes; those of the holes have no volume. */
  private static BarSeries bars(Instrument instrument, int[] minutes, Integer... holes) {
    BarSeries.Builder builder = BarSeries.builder(instrument, MINUTE, minutes.length);
    for (int minute : minutes) {
      double volume = List.of(holes).contains(minute) ? Double.NaN : 1 + minute % 7;
      builder.append(minute * 60_000_000L, 10, 11, 9, 10, volume);
    }
    return builder.build();
  }

  private static int[] every(int step, int to) {
    return IntStream.iterate(0, minute -> minute < to, minute -> minute + step).toArray();
  }

  private static List<UndefinedReason> reasons(FeatureProgram feature, ProgramData data) {
    double[] values = FeatureBatch.compute(List.of(feature), data).getFirst()[0];
    UndefinedReasons reasons = new UndefinedReasons(feature, data, feature.restarts(data.base()));
    return IntStream.range(0, values.length)
        .filter(bar -> Double.isNaN(values[bar]))
        .mapToObj(reasons::reason)
        .toList();
  }

  private static long count(UndefinedReason reason, List<UndefinedReason> found) {
    return found.stream().filter(reason::equals).count();
  }

  private static ProgramData data(BarSeries base, BarSeries... others) {
    Map<String, BarSeries> byId = new HashMap<>();
    for (BarSeries other : others) {
      byId.put(other.instrument().id(), other);
    }
    return new ProgramData(base, byId, Map.of());
  }

  @Test
  void aWindowOnTheOtherInstrumentIsCountedInItsBars() {
    BarSeries base = bars(COIN, every(1, 200));
    ProgramData data = data(base, bars(OTHER, every(10, 200), 100));
    List<UndefinedReason> found = reasons(feature("sma(volume, 3) of \"OTHER\""), data);
    assertThat(found).as("two bars of warm-up and three with the hole, of ten each").hasSize(50);
    assertThat(found.subList(20, 50)).containsOnly(UndefinedReason.NON_FINITE_INPUT);
  }

  @Test
  void aWindowOnTheBaseIsCountedFromTheLastBarThatShowedTheHole() {
    BarSeries base = bars(COIN, every(1, 200));
    ProgramData data = data(base, bars(OTHER, every(10, 200), 100));
    List<UndefinedReason> found = reasons(feature("sma(volume of \"OTHER\" - close, 15)"), data);
    assertThat(count(UndefinedReason.NON_FINITE_INPUT, found)).isEqualTo(10 + 14);
    assertThat(count(UndefinedReason.NO_RESULT, found)).isZero();
  }

  @Test
  void aHoleBetweenTwoBarsOfTheBaseIsSeenWithTheSecond() {
    BarSeries base = bars(COIN, every(10, 400));
    ProgramData data = data(base, bars(OTHER, every(1, 400), 303));
    List<UndefinedReason> found = reasons(feature("sma(volume, 15) of \"OTHER\""), data);
    assertThat(count(UndefinedReason.NON_FINITE_INPUT, found)).isEqualTo(1);
    assertThat(count(UndefinedReason.NO_RESULT, found)).isZero();
  }

  @Test
  void whatIsNotReadIsNoReason() {
    BarSeries whole = bars(OTHER, every(1, 50));
    String never = " / (close - close)";
    assertThat(
            reasons(
                feature("volume of \"OTHER\"" + never), data(bars(COIN, every(1, 50), 20), whole)))
        .as("the volume of the base")
        .containsOnly(UndefinedReason.NO_RESULT);
    assertThat(
            reasons(
                feature("close of \"OTHER\" * volume" + never),
                data(bars(COIN, every(1, 50)), bars(OTHER, every(1, 50), 20))))
        .as("the volume of the other")
        .containsOnly(UndefinedReason.NO_RESULT);
    assertThat(
            reasons(
                feature("volume of \"OTHER\"" + never),
                data(bars(COIN, every(1, 50)), bars(OTHER, every(1, 50), 20))))
        .filteredOn(UndefinedReason.NON_FINITE_INPUT::equals)
        .hasSize(1);
  }

  @Test
  void aHoleInFrontOfAGapIsForgottenBehindIt() {
    int[] minutes = IntStream.concat(IntStream.range(0, 100), IntStream.range(300, 400)).toArray();
    ProgramData data = data(bars(COIN, minutes), bars(OTHER, minutes, 99));
    List<UndefinedReason> found =
        reasons(feature("sma(volume, 5) of \"OTHER\" / (close - close)"), data);
    assertThat(found.subList(100, 104)).containsOnly(UndefinedReason.GAP);
    assertThat(found.subList(104, 200)).containsOnly(UndefinedReason.NO_RESULT);
  }

  @Test
  void theFingerprintOfWhatReadsAnothersVolumeIsItsOwn() {
    assertThat(feature("volume of \"OTHER\"").fingerprint()).contains("others' volume");
    assertThat(feature("volume - close of \"OTHER\"").fingerprint())
        .doesNotContain("others' volume");
  }

  /** The promise on which refreshes rest: equal states give equal reasons on equal data. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void reasonsBehindEqualStatesAreEqual(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BarSeries base = bars(COIN, every(1 + random.nextInt(3), 300));
    FeatureProgram feature =
        feature("sma(volume of \"OTHER\" + volume of \"THIRD\", 4) / (close - close)");
    int next = base.size() / 2;
    long cut = base.knownAt(next - 1);
    // The same bars from the cut on, other holes in front of it.
    Integer[] later = {180, 181, 222, 250};
    ProgramData one = pair(base, random, cut, later);
    for (int attempt = 0; attempt < 200; attempt++) {
      ProgramData two = pair(base, random, cut, later);
      UndefinedReasons first = new UndefinedReasons(feature, one, new int[0]);
      UndefinedReasons second = new UndefinedReasons(feature, two, new int[0]);
      if (Arrays.equals(first.state(next), second.state(next))) {
        for (int bar = next; bar < base.size(); bar++) {
          assertThat(second.reason(bar))
              .as("seed %d, bar %d", seed, bar)
              .isEqualTo(first.reason(bar));
        }
      }
      one = two;
    }
  }

  private static ProgramData pair(
      BarSeries base, SplittableRandom random, long cut, Integer... later) {
    return data(base, holed(OTHER, 2, random, cut, later), holed(THIRD, 5, random, cut, later));
  }

  private static BarSeries holed(
      Instrument instrument, int step, SplittableRandom random, long cut, Integer... later) {
    int last = (int) (cut / 60_000_000L) - 1;
    Integer[] holes = Arrays.copyOf(later, later.length + 1);
    holes[later.length] = last - random.nextInt(30);
    return bars(instrument, every(step, 300), holes);
  }
}
