package dev.tradewind.engine.robustness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be thought of a result, in plain words, with the strongest reasons for doubt. Made of
 * documented thresholds ({@link Doubt}); the same numbers give the same words.
 *
 * @param level where it stands
 * @param words the verdict
 * @param reasons all reasons for doubt, the strongest first
 */
public record Verdict(Level level, String words, List<Reason> reasons) {
  private static final int STRONGEST = 3;

  /** Below these there is nothing to judge. */
  private static final int LEAST_ROUND_TRIPS = 10;

  private static final int LEAST_DAYS = 60;

  /** Copies the list. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** Where a result stands, from bad to good. */
  public enum Level {
    /** It looks ahead. */
    NOT_BELIEVABLE,
    /** It cannot be told from luck, or loses. */
    NO_EDGE,
    /** There is too little of it to judge. */
    TOO_LITTLE,
    /** Checks that would be needed have not been made. */
    UNEXAMINED,
    /** More than luck, but it hangs on something. */
    FRAGILE,
    /** It withstood the checks. */
    WITHSTOOD
  }

  /**
   * A reason for doubt.
   *
   * @param doubt which
   * @param value the number that makes it one
   * @param strength by which reasons are ordered, &gt; 0
   * @param words with the number
   */
  public record Reason(Doubt doubt, double value, double strength, String words) {}

  /** The three strongest reasons, fewer if there are not so many. */
  public List<Reason> strongest() {
    return reasons.subList(0, Math.min(STRONGEST, reasons.size()));
  }

  /** Judges a run of which nobody knows what was tried before it. */
  public static Verdict of(Basis basis, Collection<CheckReport> reports) {
    return of(basis, reports, Optional.empty());
  }

  /**
   * Judges a run.
   *
   * @param reports of the checks that were made, at most one of each
   * @param trials what was tried before it; empty where that is not known
   */
  public static Verdict of(
      Basis basis, Collection<CheckReport> reports, Optional<TrialsBefore> trials) {
    Map<Check, CheckReport> made = new EnumMap<>(Check.class);
    reports.forEach(report -> made.put(report.check(), report));
    List<Reason> reasons = new ArrayList<>();
    ofRun(basis, reasons);
    ofRunUntilExamined(basis, made, reasons);
    made.values().forEach(report -> ofReport(report, reasons));
    List<Check> missing = new ArrayList<>();
    for (Check check : Check.values()) {
      if (!made.containsKey(check)) {
        missing.add(check);
      }
    }
    if (!missing.isEmpty()) {
      String names = String.join(", ", missing.stream().map(Check::code).toList());
      double part = (double) missing.size() / Check.values().length;
      reasons.add(reason(Doubt.UNCHECKED, part, "Not examined yet: " + names + "."));
    }
    ofTrials(trials, reasons);
    // A stable sort: of equal strength the one that is listed first.
    reasons.sort(Comparator.comparingDouble(Reason::strength).reversed());
    Level level = level(basis, made, reasons);
    return new Verdict(level, words(level, reasons, trials.isPresent()), reasons);
  }

  private static void ofTrials(Optional<TrialsBefore> trials, List<Reason> reasons) {
    if (trials.isEmpty()) {
      reasons.add(
          new Reason(
              Doubt.TRIALS,
              1,
              Doubt.TRIALS.weight(),
              "How many variants were tried before this one is not known; the best of many looks"
                  + " good by luck."));
    } else if (trials.get().trials() > 1) {
      add(reasons, Doubt.MANY_TRIALS, trials.get().deflatedSharpe(), trials.get().words());
    }
  }

  private static Reason reason(Doubt doubt, double value, String words) {
    return new Reason(doubt, value, doubt.strength(value), words);
  }

  private static void add(List<Reason> reasons, Doubt doubt, double value, String words) {
    if (doubt.applies(value)) {
      reasons.add(reason(doubt, value, words));
    }
  }

  private static void ofRun(Basis basis, List<Reason> reasons) {
    add(
        reasons,
        Doubt.LOSS,
        basis.totalReturn(),
        "It lost money: " + Words.percent(basis.totalReturn()) + ".");
    add(
        reasons,
        Doubt.FEW_ROUND_TRIPS,
        basis.roundTrips(),
        "Only "
            + Words.count(basis.roundTrips(), "round trip")
            + "; below "
            + bound(Doubt.FEW_ROUND_TRIPS)
            + " skill cannot be told from luck.");
    add(
        reasons,
        Doubt.FEW_DAYS,
        basis.dailyReturns(),
        "Only "
            + Words.count(basis.dailyReturns(), "daily return")
            + "; a year has about "
            + bound(Doubt.FEW_DAYS)
            + ".");
    if (basis.tunable() > 0) {
      double each = (double) basis.roundTrips() / basis.tunable();
      add(
          reasons,
          Doubt.MANY_PARAMETERS,
          each,
          basis.tunable()
              + " tunable numbers for "
              + Words.count(basis.roundTrips(), "round trip")
              + ": "
              + Words.number(each, 1)
              + " each, below "
              + bound(Doubt.MANY_PARAMETERS)
              + " the history can be learnt by heart.");
    }
    double above = basis.totalReturn() - basis.buyAndHoldReturn();
    add(
        reasons,
        Doubt.BENCHMARK,
        above,
        "Buying and holding would have brought "
            + Words.percent(basis.buyAndHoldReturn())
            + ", this brought "
            + Words.percent(basis.totalReturn())
            + ".");
  }

  /** What the checks of luck and costs say better, as long as they have not been made. */
  private static void ofRunUntilExamined(
      Basis basis, Map<Check, CheckReport> made, List<Reason> reasons) {
    if (!made.containsKey(Check.LUCK)) {
      sharpe(basis.probabilisticSharpe(), basis.meanPValue(), reasons);
    }
    if (!made.containsKey(Check.COSTS)) {
      add(
          reasons,
          Doubt.COST_SHARE,
          basis.costShare(),
          basis.costShare() > 1
              ? "Fees and slippage take more than all it earned before them."
              : "Fees and slippage take "
                  + Words.percent(basis.costShare())
                  + " of what it earned before them.");
    }
  }

  private static void sharpe(double probability, double pValue, List<Reason> reasons) {
    String test =
        Double.isNaN(pValue)
            ? ""
            : " A t-test of the mean daily return gives p = " + Words.number(pValue, 2) + ".";
    add(
        reasons,
        Doubt.UNCERTAIN_SHARPE,
        probability,
        "The true Sharpe ratio is above 0 with a probability of only "
            + Words.percent(probability)
            + " (at least "
            + Words.percent(Doubt.UNCERTAIN_SHARPE.threshold())
            + " is usual)."
            + test);
  }

  private static String bound(Doubt doubt) {
    return Words.value(doubt.threshold());
  }

  private static void ofReport(CheckReport report, List<Reason> reasons) {
    switch (report.check()) {
      case LOOKAHEAD -> from(report, Figures.AFFECTED, Doubt.LOOK_AHEAD, reasons);
      case RECURSION -> from(report, Figures.WARM_UP_SHARE, Doubt.WARM_UP, reasons);
      case STARTS -> from(report, Figures.STARTS_GAINING, Doubt.STARTS, reasons);
      case COSTS -> from(report, Figures.BREAK_EVEN_RATIO, Doubt.COSTS, reasons);
      case DELAY -> from(report, Figures.DELAY_KEPT, Doubt.DELAY, reasons);
      case NEIGHBOURS -> from(report, Figures.NEIGHBOURS_KEPT, Doubt.NEIGHBOURS, reasons);
      case PATHS -> from(report, Figures.PATHS_RANK, Doubt.PATHS, reasons);
      case LUCK -> {
        sharpe(
            report.figure(Figures.PROBABILISTIC_SHARPE).orElse(Double.NaN),
            report.figure(Figures.P_VALUE).orElse(Double.NaN),
            reasons);
        double rank = report.figure(Figures.NO_EDGE_RANK).orElse(Double.NaN);
        add(
            reasons,
            Doubt.NO_EDGE,
            rank,
            "Its own returns without their mean would have done as well in "
                + Words.percent(1 - rank)
                + " of the cases (at most "
                + Words.percent(1 - Doubt.NO_EDGE.threshold())
                + ").");
      }
    }
  }

  /** The sentence of the report has the number already. */
  private static void from(CheckReport report, String figure, Doubt doubt, List<Reason> reasons) {
    report.figure(figure).ifPresent(value -> add(reasons, doubt, value, report.sentence()));
  }

  private static Level level(Basis basis, Map<Check, CheckReport> made, List<Reason> reasons) {
    if (has(reasons, Doubt.Kind.FATAL)) {
      return Level.NOT_BELIEVABLE;
    }
    if (basis.roundTrips() < LEAST_ROUND_TRIPS || basis.dailyReturns() < LEAST_DAYS) {
      return Level.TOO_LITTLE;
    }
    if (has(reasons, Doubt.Kind.EDGE)) {
      return Level.NO_EDGE;
    }
    if (has(reasons, Doubt.Kind.EVIDENCE)) {
      return Level.TOO_LITTLE;
    }
    if (!made.containsKey(Check.LOOKAHEAD)
        || !made.containsKey(Check.LUCK)
        || !made.containsKey(Check.PATHS)) {
      return Level.UNEXAMINED;
    }
    return has(reasons, Doubt.Kind.FRAGILITY) ? Level.FRAGILE : Level.WITHSTOOD;
  }

  private static boolean has(List<Reason> reasons, Doubt.Kind kind) {
    return reasons.stream().anyMatch(reason -> reason.doubt().kind() == kind);
  }

  private static String words(Level level, List<Reason> reasons, boolean isCounted) {
    return switch (level) {
      case NOT_BELIEVABLE -> "Not to be believed: it uses what could not be known when it decided.";
      case NO_EDGE ->
          reasons.stream().anyMatch(each -> each.doubt() == Doubt.LOSS)
              ? "No edge: it loses money, and nothing shows that this is bad luck."
              : "No evidence of an edge: what it earned cannot be told from luck.";
      case TOO_LITTLE -> "Too little to judge: too few round trips or days.";
      case UNEXAMINED ->
          "Not examined yet: whether it looks ahead or is luck has not been checked.";
      case FRAGILE -> "More than luck on this history, but fragile.";
      case WITHSTOOD ->
          "It withstood the checks. That is no promise: markets change"
              + (isCounted
                  ? ", and what was tried elsewhere is not counted."
                  : ", and trials before this one are not counted.");
    };
  }
}
