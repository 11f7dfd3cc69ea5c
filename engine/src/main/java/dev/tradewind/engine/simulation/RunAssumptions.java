package dev.tradewind.engine.simulation;

import java.util.List;

/** Options of margin and of the run itself. */
final class RunAssumptions extends AssumptionEntries {
  RunAssumptions() {
    margin();
    run();
  }

  private void margin() {
    number(
        "initialMargin",
        "margin",
        "0.01",
        "1",
        "Part of all positions' value that the equity must be after an order that adds to one; 1 for"
            + " no leverage.",
        config -> config.margin().initial(),
        (config, value) ->
            config.withMargin(
                new MarginRules(
                    value,
                    Math.min(value, config.margin().maintenance()),
                    config.margin().borrowRate(),
                    config.margin().shortSelling())));
    number(
        "maintenanceMargin",
        "margin",
        "0",
        "1",
        "Part of all positions' value below which all is sold.",
        config -> config.margin().maintenance(),
        (config, value) ->
            config.withMargin(
                new MarginRules(
                    config.margin().initial(),
                    value,
                    config.margin().borrowRate(),
                    config.margin().shortSelling())));
    number(
        "borrowRate",
        "margin",
        "0",
        "10",
        "Cost of borrowing what is sold short, a year, as a fraction of its value.",
        config -> config.margin().borrowRate(),
        (config, value) ->
            config.withMargin(
                new MarginRules(
                    config.margin().initial(),
                    config.margin().maintenance(),
                    value,
                    config.margin().shortSelling())));
    add(
        new AssumptionOption(
            "shortSelling",
            "margin",
            AssumptionOption.Type.BOOLEAN,
            "true",
            null,
            null,
            List.of(),
            "Whether an order may sell more than is held."),
        config -> Boolean.toString(config.margin().shortSelling()),
        (config, text) -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(
                "shortSelling must be true or false, was '" + text + "'");
          }
          return config.withMargin(
              new MarginRules(
                  config.margin().initial(),
                  config.margin().maintenance(),
                  config.margin().borrowRate(),
                  text.equals("true")));
        });
  }

  private void run() {
    choice(
        "onError",
        "run",
        "What happens when the strategy fails.",
        List.of(ErrorPolicy.values()),
        each -> new AssumptionOption.Choice(each.code(), each.help(), ""),
        SimulationConfig::onError,
        (config, value) -> config.withOnError(value, config.maxOrdersPerBar()));
    integer(
        "maxOrdersPerBar",
        "run",
        "1",
        "1000000",
        "Bound on the orders that a strategy may hand in at one moment; one more is a failure.",
        SimulationConfig::maxOrdersPerBar,
        (config, value) -> config.withOnError(config.onError(), Math.toIntExact(value)));
    number(
        "riskFreeRate",
        "run",
        "-0.99",
        "0.99",
        "Risk-free rate a year, as a fraction, for ratios.",
        SimulationConfig::riskFreeRate,
        SimulationConfig::withRiskFreeRate);
    integer(
        "seed",
        "run",
        Long.toString(Long.MIN_VALUE),
        Long.toString(Long.MAX_VALUE),
        "Seed of everything random.",
        SimulationConfig::seed,
        SimulationConfig::withSeed);
  }
}
