package dev.tradewind.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tradewind.engine.market.BarField;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.store.BarStore;
import dev.tradewind.store.SeriesInfo;
import dev.tradewind.store.SeriesSource;
import dev.tradewind.store.WriteMode;
import dev.tradewind.store.WriteOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every bar store must do. The test of an implementation extends it and supplies {@link
 * #open(Path, Clock)}.
 */
public abstract class BarStoreContract {
  private static final Timeframe HOUR = Timeframe.parse("1h");
  private static final Instrument BTC = SeededBars.instrument("BTC-USD");
  private static final SeriesSource SOURCE = new SeriesSource("test.csv", "made by a seed");
  private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

  private Path folder;
  private BarStore store;

  /** Opens the store that is kept in a folder; the same folder is the same store. */
  protected abstract BarStore open(Path folder, Clock clock);

  /** The folder of the store under test. */
  protected final Path folder() {
    return folder;
  }

  /** The store under test. */
  protected final BarStore store() {
    return store;
  }

  @BeforeEach
  final void openStore(@TempDir Path given) {
    folder = given;
    store = open(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  private static BarSeries walk(long seed, int bars) {
    return SeededBars.walk(seed, BTC, HOUR, bars, 0.1);
  }

  @Test
  void anEmptyStoreKnowsNothing() {
    assertThat(store.catalogue()).isEmpty();
    assertThat(store.read("BTC-USD", HOUR)).isEmpty();
    assertThat(store.info("BTC-USD", HOUR)).isEmpty();
    assertThat(store.verify("BTC-USD", HOUR)).isEmpty();
    assertThat(store.delete("BTC-USD", HOUR)).isFalse();
  }

  @Test
  void whatIsWrittenReadsBackBitForBit() {
    for (BarSeries series : List.of(walk(1, 5000), SeededBars.oddValues(BTC, HOUR))) {
      store.delete("BTC-USD", HOUR);
      assertThat(store.write(series, WriteMode.KEEP, SOURCE))
          .isEqualTo(new WriteOutcome.Written(series.size(), 0, 0));
      BarSeries back = store.read("BTC-USD", HOUR).orElseThrow();
      assertSame(back, series);
      assertThat(back.instrument()).isEqualTo(BTC);
    }
  }

  @Test
  void theCatalogueDescribesEverySeries() {
    BarSeries hours = walk(2, 100);
    BarSeries days = SeededBars.walk(3, BTC, Timeframe.parse("1D"), 10);
    BarSeries other = SeededBars.walk(4, SeededBars.instrument("ETH/EUR"), HOUR, 5);
    store.write(days, WriteMode.KEEP, SOURCE);
    store.write(other, WriteMode.KEEP, SeriesSource.of("eth.csv"));
    store.write(hours, WriteMode.KEEP, SOURCE);

    List<SeriesInfo> catalogue = store.catalogue();

    assertThat(catalogue)
        .extracting(info -> info.instrument().id() + " " + info.timeframe())
        .containsExactly("BTC-USD 1h", "BTC-USD 1D", "ETH/EUR 1h");
    assertThat(catalogue.getFirst())
        .isEqualTo(
            new SeriesInfo(
                BTC,
                HOUR,
                100,
                hours.openTime(0),
                hours.openTime(99),
                hours.contentHash(),
                SOURCE,
                NOW));
    assertThat(store.info("ETH/EUR", HOUR)).contains(catalogue.get(2));
    assertThat(catalogue.get(2).source().attribution()).isNull();
  }

  @Test
  void writingTheSameTwiceChangesNothing() {
    BarSeries series = walk(5, 200);
    store.write(series, WriteMode.KEEP, SOURCE);
    List<SeriesInfo> before = store.catalogue();
    store.close();
    store = open(folder, Clock.fixed(NOW.plus(Duration.ofDays(1)), ZoneOffset.UTC));

    for (WriteMode mode : WriteMode.values()) {
      assertThat(store.write(series, mode, SeriesSource.of("again.csv")))
          .isEqualTo(new WriteOutcome.Written(0, 200, 0));
      assertThat(store.catalogue()).isEqualTo(before);
    }
  }

  @Test
  void correctedBarsAreReadAsTheyWereKnown() {
    BarSeries first = walk(31, 20);
    store.write(first, WriteMode.KEEP, SOURCE);
    reopen(Duration.ofDays(1));
    store.write(changed(first, 5, 0.25), WriteMode.REPLACE, SOURCE);
    reopen(Duration.ofDays(2));
    BarSeries last = changed(first, 5, 0.5);
    store.write(last, WriteMode.REPLACE, SOURCE);

    assertSame(asOf(NOW), first);
    assertSame(asOf(NOW.plus(Duration.ofDays(1)).minusNanos(1_000)), first);
    assertSame(asOf(NOW.plus(Duration.ofDays(1))), changed(first, 5, 0.25));
    assertSame(asOf(NOW.plus(Duration.ofDays(2))), last);
    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), last);
    BarSeries tenth = store.readAsOf("BTC-USD", HOUR, first.closeTime(9)).orElseThrow();
    assertSame(tenth, part(first, 0, 10));
    assertThat(store.readAsOf("BTC-USD", HOUR, first.closeTime(9) - 1).orElseThrow().size())
        .isEqualTo(9);
    assertThat(store.readAsOf("ETH/EUR", HOUR, first.closeTime(9))).isEmpty();
  }

  @Test
  void barsThatWereFilledInLaterWereNotKnownBefore() {
    BarSeries all = walk(32, 20);
    store.write(part(all, 5, 10), WriteMode.KEEP, SOURCE);
    store.write(part(all, 12, 15), WriteMode.KEEP, SOURCE);
    reopen(Duration.ofDays(1));
    store.write(all, WriteMode.KEEP, SOURCE);

    // What comes before the first and after the last counts from its end, like a first import.
    BarSeries before = asOf(NOW);
    assertThat(IntStream.range(0, before.size()).mapToLong(before::openTime))
        .containsExactly(
            IntStream.range(0, 20)
                .filter(i -> i < 10 || i >= 12)
                .mapToObj(all::openTime)
                .toArray(Long[]::new));
    assertSame(asOf(NOW.plus(Duration.ofDays(1))), all);
  }

  @Test
  void aDeletedSeriesHasNoPast() {
    BarSeries first = walk(33, 20);
    store.write(first, WriteMode.KEEP, SOURCE);
    reopen(Duration.ofDays(1));
    store.write(changed(first, 5, 0.25), WriteMode.REPLACE, SOURCE);
    store.delete("BTC-USD", HOUR);
    store.write(changed(first, 5, 0.5), WriteMode.KEEP, SOURCE);

    assertSame(asOf(NOW), changed(first, 5, 0.5));
  }

  private void reopen(Duration later) {
    store.close();
    store = open(folder, Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private BarSeries asOf(Instant moment) {
    return store
        .readAsOf("BTC-USD", HOUR, ChronoUnit.MICROS.between(Instant.EPOCH, moment))
        .orElseThrow();
  }

  /** A series of which one close is higher. */
  private static BarSeries changed(BarSeries series, int bar, double by) {
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    for (int i = 0; i < series.size(); i++) {
      builder.append(
          series.openTime(i),
          series.open(i),
          series.high(i),
          series.low(i),
          series.close(i) + (i == bar ? by : 0),
          series.volume(i));
    }
    return builder.build();
  }

  @Test
  void overlappingBarsThatAgreeAreJoined() {
    BarSeries whole = walk(6, 300);
    BarSeries late = part(whole, 100, 300);
    BarSeries early = part(whole, 0, 150);
    store.write(late, WriteMode.KEEP, SOURCE);

    assertThat(store.write(early, WriteMode.KEEP, SOURCE))
        .isEqualTo(new WriteOutcome.Written(100, 50, 0));

    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), whole);
    assertThat(store.info("BTC-USD", HOUR).orElseThrow().contentHash())
        .isEqualTo(whole.contentHash());
  }

  @Test
  void aDisagreementIsAConflictAndChangesNothing() {
    BarSeries series = walk(7, 50);
    store.write(series, WriteMode.KEEP, SOURCE);
    BarSeries changed = withClose(series, 20, 12.5);

    WriteOutcome outcome = store.write(changed, WriteMode.KEEP, SOURCE);

    assertThat(outcome)
        .isEqualTo(
            new WriteOutcome.Conflict(
                1,
                List.of(
                    new WriteOutcome.Disagreement(
                        series.openTime(20), BarField.CLOSE, series.close(20), 12.5))));
    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), series);
  }

  @Test
  void aConflictInsertsNoneOfTheOtherBars() {
    BarSeries whole = walk(8, 60);
    store.write(part(whole, 0, 30), WriteMode.KEEP, SOURCE);

    WriteOutcome outcome = store.write(withClose(whole, 0, 1.0), WriteMode.KEEP, SOURCE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Conflict.class);
    assertThat(store.info("BTC-USD", HOUR).orElseThrow().bars()).isEqualTo(30);
  }

  @Test
  void replaceOverwritesWhatDiffersAndKeepsTheRest() {
    BarSeries series = walk(9, 50);
    store.write(series, WriteMode.KEEP, SOURCE);
    BarSeries changed = withClose(part(series, 10, 30), 5, 12.5);

    assertThat(store.write(changed, WriteMode.REPLACE, SOURCE))
        .isEqualTo(new WriteOutcome.Written(0, 19, 1));

    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), withClose(series, 15, 12.5));
  }

  @Test
  void aSpanIsHalfOpenByOpeningTime() {
    BarSeries series = SeededBars.walk(10, BTC, HOUR, 24);
    store.write(series, WriteMode.KEEP, SOURCE);

    BarSeries read =
        store.read("BTC-USD", HOUR, series.openTime(3), series.openTime(7)).orElseThrow();

    assertSame(read, part(series, 3, 7));
    assertThat(store.read("BTC-USD", HOUR, 0, 1).orElseThrow().size()).isZero();
  }

  @Test
  void deletingRemovesOneSeriesOnly() {
    store.write(walk(11, 10), WriteMode.KEEP, SOURCE);
    BarSeries days = SeededBars.walk(12, BTC, Timeframe.parse("1D"), 10);
    store.write(days, WriteMode.KEEP, SOURCE);

    assertThat(store.delete("BTC-USD", HOUR)).isTrue();

    assertThat(store.read("BTC-USD", HOUR)).isEmpty();
    assertSame(store.read("BTC-USD", Timeframe.parse("1D")).orElseThrow(), days);
  }

  @Test
  void everythingSurvivesAReopening() {
    BarSeries series = walk(13, 100);
    store.write(series, WriteMode.KEEP, SOURCE);
    List<SeriesInfo> before = store.catalogue();
    store.close();

    store = open(folder, Clock.systemUTC());

    assertThat(store.catalogue()).isEqualTo(before);
    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), series);
    assertThat(store.verify("BTC-USD", HOUR).orElseThrow().intact()).isTrue();
  }

  @Test
  void anEmptySeriesIsNotStored() {
    BarSeries none = BarSeries.builder(BTC, HOUR, 0).build();

    assertThat(store.write(none, WriteMode.KEEP, SOURCE))
        .isEqualTo(new WriteOutcome.Written(0, 0, 0));

    assertThat(store.catalogue()).isEmpty();
  }

  @Test
  void exportsOfWhatIsNotThereNameIt() {
    assertThatThrownBy(() -> store.exportCsv("NOPE", HOUR, folder.resolve("x.csv")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NOPE 1h");
  }

  @Test
  void randomWritesAgreeWithAMap() {
    long seed = SeededBars.seed(14);
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<Long, Double> expected = new TreeMap<>();
    for (int step = 0; step < 40; step++) {
      BarSeries offered = randomPart(random);
      boolean replace = random.nextBoolean();
      long conflicts = 0;
      for (int i = 0; i < offered.size(); i++) {
        Double there = expected.get(offered.openTime(i));
        conflicts += there != null && there != offered.close(i) ? 1 : 0;
      }
      WriteOutcome outcome =
          store.write(offered, replace ? WriteMode.REPLACE : WriteMode.KEEP, SOURCE);
      if (replace || conflicts == 0) {
        for (int i = 0; i < offered.size(); i++) {
          expected.put(offered.openTime(i), offered.close(i));
        }
      } else {
        assertThat(((WriteOutcome.Conflict) outcome).count())
            .as("seed %d, step %d", seed, step)
            .isEqualTo(conflicts);
      }
      assertThat(closes()).as("seed %d, step %d", seed, step).isEqualTo(expected);
    }
  }

  @Test
  void readersSeeOnlyFinishedWrites() throws Exception {
    BarSeries whole = SeededBars.walk(15, BTC, HOUR, 4000);
    store.write(part(whole, 0, 1000), WriteMode.KEEP, SOURCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> writing =
          threads.submit(
              () -> {
                for (int end = 2000; end <= 4000; end += 1000) {
                  store.write(part(whole, 0, end), WriteMode.KEEP, SOURCE);
                }
              });
      List<Integer> sizes = new ArrayList<>();
      while (!writing.isDone()) {
        sizes.add(store.read("BTC-USD", HOUR).orElseThrow().size());
      }
      writing.get();
      assertThat(sizes).allMatch(size -> size % 1000 == 0).isSorted();
    }
    assertSame(store.read("BTC-USD", HOUR).orElseThrow(), whole);
  }

  private Map<Long, Double> closes() {
    TreeMap<Long, Double> closes = new TreeMap<>();
    store
        .read("BTC-USD", HOUR)
        .ifPresent(
            series -> {
              for (int i = 0; i < series.size(); i++) {
                closes.put(series.openTime(i), series.close(i));
              }
            });
    return closes;
  }

  private static BarSeries randomPart(SplittableRandom random) {
    BarSeries.Builder builder = BarSeries.builder(BTC, HOUR, 16);
    int start = random.nextInt(20);
    for (int i = start; i < start + 15; i++) {
      if (random.nextInt(3) > 0) {
        double close = 1 + i + (random.nextInt(20) == 0 ? 0.5 : 0);
        builder.append(i * HOUR.micros(), close, close, close, close, 1);
      }
    }
    return builder.build();
  }

  /** Bars {@code [from, to)} of a series. */
  protected static BarSeries part(BarSeries series, int from, int to) {
    return series.between(series.openTime(from), series.closeTime(to - 1));
  }

  private static BarSeries withClose(BarSeries series, int bar, double close) {
    BarSeries.Builder builder =
        BarSeries.builder(series.instrument(), series.timeframe(), series.size());
    for (int i = 0; i < series.size(); i++) {
      builder.append(
          series.openTime(i),
          series.open(i),
          series.high(i),
          series.low(i),
          i == bar ? close : series.close(i),
          series.volume(i));
    }
    return builder.build();
  }

  /** Fails unless two series have the same bits. */
  public static void assertSame(BarSeries actual, BarSeries expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.contentHash()).isEqualTo(expected.contentHash());
  }
}
