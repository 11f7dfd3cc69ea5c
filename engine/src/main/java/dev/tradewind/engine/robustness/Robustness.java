package dev.tradewind.engine.robustness;

import dev.tradewind.engine.robustness.CheckReport.Column;
import dev.tradewind.engine.robustness.CheckReport.Figure;
import dev.tradewind.engine.robustness.CheckReport.Outcome;
import dev.tradewind.engine.robustness.CheckReport.Table;
import dev.tradewind.engine.robustness.CheckReport.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The checks. Each works through the simulator with as many threads as it is given and answers the
 * same with any number of them, for the same settings. Used by the command line and the platform.
 */
public final class Robustness {
  private Robustness() {}

  /**
   * Does one check.
   *
   * @throws dev.tradewind.engine.simulation.SimulationCancelledException if the listener says so
   * @throws dev.tradewind.engine.simulation.StrategyFailedException if the strategy throws
   */
  public static CheckReport run(Check check, Subject subject, Settings settings, Effort effort) {
    return switch (check) {
      case LOOKAHEAD -> report(lookAhead(subject, settings, effort));
      case RECURSION -> report(warmUp(subject, settings, effort));
      case LUCK -> LuckCheck.run(subject, settings, effort);
      case STARTS -> StartsCheck.run(subject, settings, effort);
      case COSTS -> CostsCheck.run(subject, effort);
      case DELAY -> DelayCheck.run(subject, effort);
      case NEIGHBOURS -> NeighboursCheck.run(subject, settings, effort);
      case PATHS -> PathsCheck.run(subject, settings, effort);
    };
  }

  /** The look-ahead check with its findings as values. */
  public static LookAhead lookAhead(Subject subject, Settings settings, Effort effort) {
    return LookAheadCheck.run(subject, settings.maxDecisions(), settings.seed(), effort);
  }

  /** The warm-up check with its findings as values. */
  public static WarmUp warmUp(Subject subject, Settings settings, Effort effort) {
    return RecursionCheck.run(subject, settings, effort);
  }

  /** The sets of parameters that {@link Check#NEIGHBOURS} tries: each is a trial of its own. */
  public static List<Map<String, BigDecimal>> neighbours(Subject subject, Settings settings) {
    return NeighboursCheck.variants(subject, settings);
  }

  private static CheckReport report(LookAhead found) {
    List<List<Cell>> rows = new ArrayList<>();
    for (LookAhead.Finding finding : found.findings()) {
      rows.add(
          List.of(
              Cell.at(finding.decisionMicros()),
              Cell.of(finding.instrument()),
              Cell.of(finding.sentence())));
    }
    List<String> notes = new ArrayList<>();
    if (found.examined() < found.decisions()) {
      notes.add(
          "Of "
              + found.decisions()
              + " decisions "
              + found.examined()
              + " were examined: those at the ends of days and of higher timeframes, those with an"
              + " order, and a sample.");
    }
    if (found.unexamined() > 0) {
      notes.add(
          found.unexamined()
              + " decisions could not be examined: the strategy cannot be made of so few bars.");
    }
    if (found.affected() > found.findings().size()) {
      notes.add("The first " + found.findings().size() + " findings are listed.");
    }
    String sentence =
        found.isFound()
            ? "Looks ahead: "
                + (found.affected() > 0
                    ? found.affected()
                        + " of "
                        + found.examined()
                        + " examined decisions depend on bars that were not known"
                        + (found.outside() == null ? "" : "; " + found.outside())
                    : found.outside())
                + "."
            : found.examined() == 0
                ? "No decision could be examined."
                : "None of "
                    + found.examined()
                    + " examined decisions changes when later bars are missing or other.";
    return new CheckReport(
        Check.LOOKAHEAD,
        found.isFound()
            ? Outcome.FAILED
            : found.examined() == 0 ? Outcome.NOTHING_TO_SAY : Outcome.PASSED,
        sentence,
        List.of(
            new Figure(Figures.DECISIONS, "Decisions", found.decisions(), Unit.COUNT),
            new Figure(Figures.EXAMINED, "Examined", found.examined(), Unit.COUNT),
            new Figure(
                Figures.AFFECTED,
                "Depending on the future",
                found.affected() + (found.outside() == null ? 0 : 1),
                Unit.COUNT)),
        rows.isEmpty()
            ? List.of()
            : List.of(
                new Table(
                    "findings",
                    "What looks ahead",
                    List.of(
                        new Column("decision", "Decision", Unit.TIME),
                        new Column("instrument", "Instrument", Unit.TEXT),
                        new Column("finding", "Finding", Unit.TEXT)),
                    rows)),
        notes);
  }

  private static CheckReport report(WarmUp found) {
    List<List<Cell>> features = new ArrayList<>();
    for (WarmUp.Feature each : found.features()) {
      features.add(
          List.of(
              Cell.of(each.instrument()),
              Cell.of(each.expression()),
              Cell.of(each.declared()),
              Cell.of(each.needed() < 0 ? Double.NaN : each.needed()),
              Cell.of(each.atDeclared()),
              Cell.of(each.atEnd())));
    }
    List<List<Cell>> starts = new ArrayList<>();
    for (WarmUp.Start each : found.starts()) {
      starts.add(
          List.of(
              Cell.at(each.firstMicros()),
              Cell.of(each.bars()),
              Cell.of(each.ordering()),
              Cell.of(each.differing()),
              Cell.of(each.until())));
    }
    int needed = found.neededByFeatures();
    int declared = found.features().stream().mapToInt(WarmUp.Feature::declared).max().orElse(0);
    boolean never = needed < 0;
    double share = never ? 1 : (double) needed / found.bars();
    Outcome outcome =
        found.starts().isEmpty()
            ? Outcome.NOTHING_TO_SAY
            : share > Doubt.WARM_UP.threshold() ? Outcome.DOUBTFUL : Outcome.PASSED;
    String sentence =
        found.starts().isEmpty()
            ? "There are too few bars to begin later."
            : never
                ? "Some values never become independent of where the data begin."
                : "All values agree to "
                    + Words.value(found.tolerance())
                    + " after "
                    + Words.count(needed, "bar")
                    + " (undefined for "
                    + declared
                    + "); no order differs after "
                    + Words.count(found.neededByOrders(), "bar")
                    + ".";
    return new CheckReport(
        Check.RECURSION,
        outcome,
        sentence,
        List.of(
            new Figure(
                Figures.WARM_UP,
                "Bars until values agree",
                never ? Double.NaN : needed,
                Unit.COUNT),
            new Figure(Figures.WARM_UP_SHARE, "Part of the data", share, Unit.FRACTION),
            new Figure(
                Figures.ORDER_WARM_UP,
                "Bars until orders agree",
                found.neededByOrders(),
                Unit.COUNT)),
        List.of(
            new Table(
                "features",
                "Values",
                List.of(
                    new Column("instrument", "Instrument", Unit.TEXT),
                    new Column("expression", "Value", Unit.TEXT),
                    new Column("declared", "Undefined for", Unit.COUNT),
                    new Column("needed", "Agrees after", Unit.COUNT),
                    new Column("atDeclared", "Difference when first defined", Unit.FRACTION),
                    new Column("atEnd", "Difference at the end", Unit.FRACTION)),
                features),
            new Table(
                "starts",
                "Orders from later first bars",
                List.of(
                    new Column("first", "First bar", Unit.TIME),
                    new Column("bars", "Bars", Unit.COUNT),
                    new Column("ordering", "With an order", Unit.COUNT),
                    new Column("differing", "Different", Unit.COUNT),
                    new Column("until", "The last after", Unit.COUNT)),
                starts)),
        List.of());
  }
}
