package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.strategy.RuleDefinition;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.RuleField;
import dev.tradewind.engine.strategy.RuleParameter;
import dev.tradewind.platform.research.AppliedParameters;
import dev.tradewind.platform.research.Evidence;
import dev.tradewind.platform.shared.ProblemException;
import dev.tradewind.strategies.RuleDocuments;
import dev.tradewind.strategies.StrategyLibrary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs and versions of strategies from what a study found. */
@Component
final class Applied implements AppliedParameters {
  private final Backtests backtests;
  private final Strategies strategies;
  private final StrategyTable table;

  Applied(Backtests backtests, Strategies strategies, StrategyTable table) {
    this.backtests = backtests;
    this.strategies = strategies;
    this.table = table;
  }

  @Override
  public String run(Run run, Evidence evidence) {
    BacktestRequest request =
        new BacktestRequest(
            run.instruments(),
            run.timeframe(),
            run.from(),
            run.to(),
            run.strategy(),
            null,
            run.parameters(),
            null,
            null,
            null,
            null,
            null,
            run.assumptions(),
            run.detail(),
            run.rates(),
            run.benchmark(),
            null,
            run.name());
    return backtests.create(request.check(backtests.strategies()), evidence).id().toString();
  }

  @Override
  public Saved save(
      String strategy, Map<String, String> parameters, @Nullable String name, Evidence evidence) {
    RuleDefinition rule =
        strategies
            .catalog()
            .find(strategy)
            .filter(RuleDescriptor.class::isInstance)
            .map(each -> ((RuleDescriptor) each).definition())
            .filter(each -> !each.parameters().isEmpty())
            .orElseThrow(
                () ->
                    ProblemException.conflict(
                        strategy
                            + " has no document with parameters, so no version of it can hold"
                            + " them; run a back-test with them instead"));
    String wanted = name == null || name.isBlank() ? rule.effective(RuleField.NAME) : name.strip();
    if (StrategyLibrary.STANDARD.find(wanted).isPresent()) {
      throw ProblemException.field(
          "name", wanted, "name must be another one, " + wanted + " comes with the product");
    }
    Map<RuleField, String> texts = new EnumMap<>(RuleField.class);
    texts.putAll(rule.texts());
    texts.put(RuleField.NAME, wanted);
    List<RuleParameter> filled =
        rule.parameters().stream()
            .map(
                each ->
                    new RuleParameter(
                        each.name(),
                        each.type(),
                        parameters.getOrDefault(each.name(), each.byDefault()),
                        each.min(),
                        each.max(),
                        each.step(),
                        each.description()))
            .toList();
    boolean isKnown = table.newest(wanted).filter(row -> !row.archived()).isPresent();
    StrategyTable.Row saved =
        strategies.save(
            RuleDocuments.toYaml(new RuleDefinition(texts, filled, rule.instruments())),
            isKnown ? Optional.of(wanted) : Optional.empty());
    table.evidence(saved.name(), saved.version(), evidence);
    return new Saved(
        saved.name(), saved.version(), saved.name() + "@" + saved.hash().substring(0, 12));
  }
}
