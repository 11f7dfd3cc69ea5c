package dev.tradewind.platform.optimisation.internal;

import dev.tradewind.engine.optimize.CrossValidation;
import dev.tradewind.engine.optimize.SearchTexts;
import dev.tradewind.engine.optimize.WalkForwardMatrix;
import dev.tradewind.engine.optimize.WindowRule;
import dev.tradewind.engine.strategy.StrategyCatalog;
import dev.tradewind.platform.marketdata.MarketData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to search. Parameters are exact decimals as strings; what is left out has its default.
 *
 * @param instruments ids, 1 to 20
 * @param timeframe of the stored series
 * @param from first moment, a date or a time with an offset
 * @param to moment after the last, likewise
 * @param strategy its id
 * @param parameters those that are not searched, by name
 * @param assumptions of every run by name, as {@code GET /simulation/options} lists them
 * @param space a parameter each: {@code fast=2..30}, {@code slow=31..130:5}
 * @param objectives statistics or expressions over them; none for the Sharpe ratio
 * @param constraints conditions over parameters or over statistics
 * @param sampler its name; {@code tpe} if absent
 * @param trials most sets to try; the whole grid with grid, else 200
 * @param batch sets that are proposed together; 512 with samplers that do not learn, else 8
 * @param seed of everything random; that of the assumptions if absent
 * @param halving rounds and factor such as {@code 3x4}
 * @param detail for the way of the price within bars the timeframe of stored finer bars, or {@code
 *     trades} for the stored trades, with the assumption {@code fillModel} intrabar
 * @param rates by currency the instrument that gives its rate in the account's; else it is looked
 *     for by its name, such as EURUSD
 * @param benchmark stored instrument to measure against instead of holding the study's own
 * @param name for people
 * @param runner local or spark; changes nothing but the time; local if absent
 * @param walkForward windows to search in and to prove on; absent for one search over all bars
 * @param crossValidation how the sets are also cross-validated; for samplers that do not learn
 */
record StudyRequest(
    List<String> instruments,
    String timeframe,
    @Nullable String from,
    @Nullable String to,
    String strategy,
    @Nullable Map<String, String> parameters,
    @Nullable Map<String, String> assumptions,
    List<String> space,
    @Nullable List<String> objectives,
    @Nullable List<String> constraints,
    @Nullable String sampler,
    @Nullable Integer trials,
    @Nullable Integer batch,
    @Nullable Long seed,
    @Nullable String halving,
    @Nullable String detail,
    @Nullable Map<String, String> rates,
    @Nullable String benchmark,
    @Nullable String name,
    @Nullable String runner,
    @Nullable Windows walkForward,
    @Nullable Validation crossValidation) {
  /**
   * Windows of a walk. Lengths are counts, or with dates 90d, 8w, 6m or 2y.
   *
   * @param unit BARS, SESSIONS or DATES
   * @param inSample length to search in
   * @param outOfSample length to prove on
   * @param gap length to leave out between; none if absent
   * @param step from one window to the next; the length to prove on if absent
   * @param anchored whether every search begins with the first bar
   * @param matrix further lengths to walk with
   */
  record Windows(
      WindowRule.@Nullable Unit unit,
      String inSample,
      String outOfSample,
      @Nullable String gap,
      @Nullable String step,
      @Nullable Boolean anchored,
      @Nullable Matrix matrix) {
    /** Further lengths, the rows and the columns; those of the walk itself come first. */
    record Matrix(@Nullable List<String> inSample, @Nullable List<String> outOfSample) {}

    /** All lengths; empty where there is one walk. */
    Optional<WalkForwardMatrix.Lengths> lengths() {
      if (matrix == null) {
        return Optional.empty();
      }
      if (step != null && !step.isBlank() && !step.equals(outOfSample)) {
        throw new IllegalArgumentException(
            "walkForward.step goes with one walk; a matrix steps by what it proves on");
      }
      WindowRule base = rule();
      return Optional.of(
          new WalkForwardMatrix.Lengths(
              base,
              lengths("walkForward.matrix.inSample", base.inSample(), matrix.inSample()),
              lengths("walkForward.matrix.outOfSample", base.outOfSample(), matrix.outOfSample())));
    }

    private List<WindowRule.Length> lengths(
        String name, WindowRule.Length first, @Nullable List<String> others) {
      List<WindowRule.Length> all = new ArrayList<>(List.of(first));
      if (others != null) {
        others.stream()
            .map(each -> WindowRule.Length.parse(name, each, rule().unit()))
            .filter(each -> !each.equals(first))
            .forEach(all::add);
      }
      return all;
    }

    WindowRule rule() {
      WindowRule.Unit counted = unit == null ? WindowRule.Unit.BARS : unit;
      WindowRule.Length out =
          WindowRule.Length.parse("walkForward.outOfSample", outOfSample, counted);
      return new WindowRule(
          counted,
          WindowRule.Length.parse("walkForward.inSample", inSample, counted),
          WindowRule.Length.parse(
              "walkForward.gap", gap == null || gap.isBlank() ? "0" : gap, counted),
          out,
          step == null || step.isBlank()
              ? out
              : WindowRule.Length.parse("walkForward.step", step, counted),
          Boolean.TRUE.equals(anchored));
    }
  }

  /**
   * Combinatorial purged cross-validation.
   *
   * @param groups groups of days, 2 to 20
   * @param testGroups groups of a test
   * @param purge days left out of training before each test; 5 if absent
   * @param embargo days left out of training behind each test; 5 if absent
   * @param minTrades round trips that a set must have in training; 0 if absent
   */
  record Validation(
      int groups,
      int testGroups,
      @Nullable Integer purge,
      @Nullable Integer embargo,
      @Nullable Integer minTrades) {
    private static final int USUAL = 5;

    CrossValidation.Rule rule() {
      return new CrossValidation.Rule(
          groups,
          testGroups,
          purge == null ? USUAL : purge,
          embargo == null ? USUAL : embargo,
          minTrades == null ? 0 : minTrades);
    }
  }

  /** Runner: threads of this process. */
  static final String LOCAL = "local";

  /** Runner: the cluster that the operator has named. */
  static final String SPARK = "spark";

  /** Whether trials are to run on the cluster. */
  boolean isSpark() {
    return runner != null && runner.strip().equals(SPARK);
  }

  /**
   * The request with types and defaults; ends with all problems at once.
   *
   * @param hasCluster whether the operator has named a cluster
   */
  CheckedStudy check(StrategyCatalog strategies, MarketData market, boolean hasCluster) {
    return new StudyCheck(this, market.catalogue(), market.tradeCatalogue())
        .check(strategies, hasCluster);
  }

  /** The request as it is kept: with everything that had a default, so that it stays the same. */
  StudyRequest of(CheckedStudy checked) {
    return new StudyRequest(
        instruments,
        checked.timeframe().code(),
        from,
        to,
        checked.strategy().id(),
        parameters,
        checked.config().values(),
        space,
        texts().objectives(),
        constraints,
        checked.plan().sampler().name(),
        checked.plan().trials(),
        checked.plan().batch(),
        checked.plan().seed(),
        halving,
        detail,
        rates,
        benchmark,
        checked.name(),
        isSpark() ? SPARK : null,
        walkForward,
        crossValidation);
  }

  /** Space, goals and constraints, none where there are none. */
  SearchTexts texts() {
    return new SearchTexts(
        space == null ? List.of() : space,
        objectives == null ? List.of() : objectives,
        constraints == null ? List.of() : constraints);
  }
}
