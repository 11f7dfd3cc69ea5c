package dev.tradewind.engine.optimize;

import dev.tradewind.engine.expr.ExpressionParameter;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.simulation.RunScope;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.sweep.ParameterSets;
import dev.tradewind.engine.sweep.Sweep;
import dev.tradewind.engine.sweep.SweepResult;
import dev.tradewind.engine.sweep.SweepRule;
import dev.tradewind.engine.sweep.SweepStatistic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates batches of a rule's trials as a sweep over columns where a sweep gives the simulator's
 * numbers, and with the simulator where it does not; says which and why. The evaluations are the
 * same either way, to the last bit. Used by one study at a time; close it afterwards.
 */
public final class SweepRunner implements TrialRunner {
  private static final Set<String> MEASURED =
      Stream.of(SweepStatistic.values())
          .filter(each -> each != SweepStatistic.REJECTIONS)
          .map(SweepStatistic::key)
          .collect(Collectors.toUnmodifiableSet());

  private final SimulationEvaluator evaluator;
  private final InProcessRunner simulator;
  private final int workers;
  private final Optional<RuleDescriptor> rule;
  private final @Nullable Sweep columns;
  private final List<String> names;
  private final Map<String, Long> reasons = new TreeMap<>();
  private long swept;
  private long simulated;

  /**
   * A runner with its own threads.
   *
   * @param evaluator what to run
   * @param workers number of threads, &ge; 1
   */
  public SweepRunner(SimulationEvaluator evaluator, int workers) {
    this.evaluator = evaluator;
    this.workers = workers;
    this.simulator = new InProcessRunner(evaluator, workers);
    this.names = evaluator.strategy().parameters().stream().map(each -> each.name()).toList();
    this.rule = evaluator.strategy().asRule();
    this.columns = columns();
  }

  /** The sweep for all trials; null where there is none, with the reason among the reasons. */
  private @Nullable Sweep columns() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isEmpty()) {
      try {
        Sweep sweep =
            new Sweep(
                evaluator.series().getFirst(),
                swept(rule.orElseThrow()),
                names,
                evaluator.config());
        obstacle = sweep.obstacle();
        if (obstacle.isEmpty()) {
          return sweep;
        }
      } catch (IllegalArgumentException e) {
        obstacle = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    obstacle.ifPresent(text -> reasons.put(text, 0L));
    return null;
  }

  /** Why a sweep cannot evaluate any trial; empty if it can. */
  private Optional<String> obstacle() {
    if (evaluator.series().size() != 1) {
      return Optional.of("a sweep is over one instrument");
    }
    if (rule.isEmpty()) {
      return Optional.of(
          "strategy " + evaluator.strategy().id() + " is a program, a sweep needs a rule");
    }
    Optional<String> read = readsMore(evaluator);
    if (read.isPresent()) {
      return read;
    }
    RuleDescriptor descriptor = rule.get();
    RuleDefinition definition = descriptor.definition();
    BarSeries series = evaluator.series().getFirst();
    Optional<String> beyond = swept(descriptor).obstacle();
    if (beyond.isPresent()) {
      return beyond;
    }
    if (!definition.instruments().isEmpty()
        && !definition.instruments().contains(series.instrument().id())) {
      return Optional.of("the rule is meant for other instruments");
    }
    Optional<String> timeframe = descriptor.timeframe();
    if (timeframe.isPresent() && !timeframe.get().equals(series.timeframe().code())) {
      return Optional.of("the rule is meant for other bars");
    }
    if (!evaluator
        .scope()
        .calendars()
        .apply(series.instrument())
        .equals(RunScope.STANDARD.calendars().apply(series.instrument()))) {
      return Optional.of("the instrument has a calendar of its own");
    }
    return evaluator.kept().stream()
        .filter(each -> !MEASURED.contains(SimulationEvaluator.nameOf(each)))
        .findFirst()
        .map(each -> "a sweep does not measure " + each);
  }

  /** What runs read beside bars that a sweep does not follow; empty if nothing. */
  private static Optional<String> readsMore(SimulationEvaluator evaluator) {
    SimulationInput input = evaluator.input();
    if (!input.splits().isEmpty() || !input.dividends().isEmpty()) {
      return Optional.of("the instrument has splits or dividends in the span");
    }
    if (!input.detail().isEmpty() || !input.trades().isEmpty()) {
      return Optional.of("finer bars show the way within bars");
    }
    String account = evaluator.config().accountCurrency();
    return account.isEmpty() || account.equals(input.series().getFirst().instrument().currency())
        ? Optional.empty()
        : Optional.of("the account is in another currency than the instrument");
  }

  private SweepRule swept(RuleDescriptor descriptor) {
    return new SweepRule(
        descriptor.definition(),
        descriptor.parameters().stream().map(SweepRunner::parameter).toList(),
        Optional.empty(),
        evaluator.scope().expressions());
  }

  private static ExpressionParameter parameter(ParameterDefinition each) {
    return new ExpressionParameter(
        each.name(),
        each.integer() ? ExpressionParameter.Type.INTEGER : ExpressionParameter.Type.NUMBER,
        each.min().doubleValue(),
        each.max().doubleValue(),
        1,
        each.defaultValue().doubleValue());
  }

  @Override
  public List<Evaluation> run(List<TrialJob> jobs, Watch watch) {
    Map<Long, Evaluation> done = new TreeMap<>();
    if (columns != null) {
      List<TrialJob> whole = jobs.stream().filter(each -> each.fraction() == 1).toList();
      if (!whole.isEmpty()) {
        sweep(columns, whole, watch, done);
      }
      if (whole.size() < jobs.size()) {
        reasons.merge("it is on a part of the data", (long) jobs.size() - whole.size(), Long::sum);
      }
    }
    List<TrialJob> rest = jobs.stream().filter(each -> !done.containsKey(each.number())).toList();
    List<Evaluation> others = rest.isEmpty() ? List.of() : simulator.run(rest, watch);
    for (int i = 0; i < rest.size(); i++) {
      done.put(rest.get(i).number(), others.get(i));
    }
    simulated += rest.size();
    swept += (long) jobs.size() - rest.size();
    return jobs.stream().map(each -> done.get(each.number())).toList();
  }

  private void sweep(Sweep columns, List<TrialJob> jobs, Watch watch, Map<Long, Evaluation> done) {
    List<double[]> rows = new ArrayList<>();
    for (TrialJob job : jobs) {
      Map<String, BigDecimal> values =
          evaluator.strategy().complete(SearchSpace.values(job.parameters(), evaluator.fixed()));
      rows.add(names.stream().mapToDouble(name -> value(values, name)).toArray());
    }
    SweepResult result;
    try {
      result =
          columns.evaluate(
              ParameterSets.of(names, rows),
              workers,
              SimulationEvaluator.BLOCKS,
              SimulationListener.NONE);
    } catch (IllegalArgumentException e) {
      reasons.merge(String.valueOf(e.getMessage()), (long) jobs.size(), Long::sum);
      return;
    }
    for (int i = 0; i < jobs.size(); i++) {
      String problem = result.problems().get(i);
      if (problem != null) {
        reasons.merge(reason(problem), 1L, Long::sum);
        continue;
      }
      Evaluation evaluation = evaluation(result, i);
      done.put(jobs.get(i).number(), evaluation);
      if (!watch.onEvaluated(jobs.get(i), evaluation)) {
        throw new StudyCancelledException("stopped after trial " + jobs.get(i).number());
      }
    }
  }

  /** Without the bar, so that equal reasons are counted together. */
  private static String reason(String problem) {
    return problem.replaceAll(" of bar \\d+.*", "");
  }

  private static double value(Map<String, BigDecimal> values, String name) {
    BigDecimal value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("parameter " + name + " has no value");
    }
    return value.doubleValue();
  }

  private Evaluation evaluation(SweepResult result, int set) {
    TreeMap<String, Double> values = new TreeMap<>();
    for (String name : evaluator.kept()) {
      String key = SimulationEvaluator.nameOf(name);
      for (SweepStatistic each : result.statistics()) {
        if (each.key().equals(key)) {
          values.put(name, result.value(set, each));
        }
      }
    }
    return new Evaluation(values, result.blocks(set), Optional.empty());
  }

  /** How the trials so far were evaluated, in a sentence. */
  public String how() {
    if (columns != null && swept == 0 && simulated == 0) {
      return "Every trial was known.";
    }
    if (columns != null && simulated == 0) {
      return "All " + swept + " evaluations are those of a sweep over columns.";
    }
    String why = reasons.isEmpty() ? "" : ", because " + String.join("; ", reasons.keySet());
    return swept == 0
        ? "Every set is simulated by itself" + why + "."
        : swept
            + " evaluations are those of a sweep over columns; "
            + simulated
            + " sets were simulated by themselves"
            + why
            + ".";
  }

  @Override
  public void close() {
    simulator.close();
  }
}
