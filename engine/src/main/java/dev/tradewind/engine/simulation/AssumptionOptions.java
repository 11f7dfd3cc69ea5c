package dev.tradewind.engine.simulation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * All assumptions of a simulation by name: the one source of the command line's options, the API's
 * request, the forms, the documentation and the configuration's hash. Thread-safe.
 */
public final class AssumptionOptions {
  private record Entry(
      AssumptionOption option,
      Function<SimulationConfig, String> read,
      BiFunction<SimulationConfig, String, SimulationConfig> write) {}

  private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

  static {
    account();
    fills();
    costs();
    slippage();
    margin();
    run();
  }

  private static final int MAX_LENGTH = 40;
  private static final int MAX_SCALE = 30;

  private AssumptionOptions() {}

  /** Every option, in the order of a form. */
  public static List<AssumptionOption> all() {
    return ENTRIES.values().stream().map(Entry::option).toList();
  }

  /** The option of that name. */
  public static Optional<AssumptionOption> find(String name) {
    return Optional.ofNullable(ENTRIES.get(name)).map(Entry::option);
  }

  /** The values of a configuration by name, in the order of {@link #all}. */
  public static Map<String, String> values(SimulationConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    ENTRIES.forEach((name, entry) -> values.put(name, entry.read().apply(config)));
    return values;
  }

  /**
   * A problem with a given value.
   *
   * @param name of the option
   * @param value as given
   * @param message what is wrong, naming field, value and bound
   */
  public record Problem(String name, String value, String message) {}

  /**
   * A configuration with some values changed, or all that is wrong with them.
   *
   * @param config with every value that could be taken
   * @param problems empty if all could
   */
  public record Outcome(SimulationConfig config, List<Problem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /** Changes values by name; all problems are found at once. */
  public static Outcome apply(SimulationConfig base, Map<String, String> given) {
    SimulationConfig config = base;
    List<Problem> problems = new ArrayList<>();
    for (String name : given.keySet().stream().sorted().toList()) {
      if (!ENTRIES.containsKey(name)) {
        problems.add(new Problem(name, given.getOrDefault(name, ""), unknown(name)));
      }
    }
    for (Map.Entry<String, Entry> each : ENTRIES.entrySet()) {
      String text = given.get(each.getKey());
      if (text == null) {
        continue;
      }
      try {
        config = each.getValue().write().apply(config, text.strip());
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(each.getKey(), text, String.valueOf(e.getMessage())));
      }
    }
    return new Outcome(config, problems);
  }

  private static String unknown(String name) {
    String nearest =
        ENTRIES.keySet().stream()
            .min(
                (a, b) ->
                    distance(a, name) == distance(b, name)
                        ? a.compareTo(b)
                        : Integer.compare(distance(a, name), distance(b, name)))
            .orElse("");
    return "assumption '" + name + "' is unknown; did you mean " + nearest + "?";
  }

  /** Number of letters to change, add or take away (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static void account() {
    decimal(
        "initialCash",
        "account",
        "0.00000001",
        "90000000000",
        "Cash at the start, in the account's currency.",
        SimulationConfig::initialCash,
        SimulationConfig::withInitialCash);
    add(
        new AssumptionOption(
            "accountCurrency",
            "account",
            AssumptionOption.Type.TEXT,
            "",
            null,
            null,
            List.of(),
            "Currency of cash and results, such as USD; empty for the one that all instruments"
                + " share."),
        SimulationConfig::accountCurrency,
        (config, text) -> config.withAccountCurrency(text, config.conversionBps()));
    decimal(
        "conversionBps",
        "account",
        "0",
        "1000",
        "Fee of changing money into the account's currency, in basis points.",
        SimulationConfig::conversionBps,
        (config, value) -> config.withAccountCurrency(config.accountCurrency(), value));
  }

  private static void fills() {
    choice(
        "fillModel",
        "fills",
        "At what price a market order fills.",
        List.of(FillModel.values()),
        each -> new AssumptionOption.Choice(each.code(), each.help(), each.bias()),
        config -> config.fills().model(),
        (config, value) ->
            config.withFills(
                new FillRules(
                    value,
                    config.fills().participation(),
                    config.fills().queueProbability(),
                    config.fills().latencyMillis())));
    number(
        "participation",
        "fills",
        "0",
        "1",
        "Largest part of a bar's volume that fills may take; 0 for no limit.",
        config -> config.fills().participation(),
        (config, value) ->
            config.withFills(
                new FillRules(
                    config.fills().model(),
                    value,
                    config.fills().queueProbability(),
                    config.fills().latencyMillis())));
    number(
        "queueProbability",
        "fills",
        "0",
        "1",
        "Chance that a limit fills in a bar that touches its price without trading through it, drawn"
            + " with the seed. More than 0 is optimistic unless it was measured.",
        config -> config.fills().queueProbability(),
        (config, value) ->
            config.withFills(
                new FillRules(
                    config.fills().model(),
                    config.fills().participation(),
                    value,
                    config.fills().latencyMillis())));
    integer(
        "latencyMillis",
        "fills",
        "0",
        "86400000",
        "Milliseconds between a decision and the moment its order can be filled. 0 is optimistic by"
            + " the time a real order takes.",
        config -> config.fills().latencyMillis(),
        (config, value) ->
            config.withFills(
                new FillRules(
                    config.fills().model(),
                    config.fills().participation(),
                    config.fills().queueProbability(),
                    value)));
  }

  private static void costs() {
    choice(
        "costModel",
        "costs",
        "What a fee is reckoned from.",
        List.of(CostModel.values()),
        each -> new AssumptionOption.Choice(each.code(), each.help(), ""),
        config -> config.costs().model(),
        (config, value) -> config.withCosts(with(config.costs(), value)));
    decimal(
        "feeBps",
        "costs",
        "0",
        "1000",
        "Fee in basis points of the notional; also that of resting limits unless makerFeeBps is given.",
        config -> config.costs().takerBps(),
        (config, value) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  value,
                  value,
                  costs.perUnit(),
                  costs.perOrder(),
                  costs.minimum(),
                  costs.tiers()));
        });
    decimal(
        "makerFeeBps",
        "costs",
        "0",
        "1000",
        "Fee of a resting limit that is filled, in basis points of the notional.",
        config -> config.costs().makerBps(),
        (config, value) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  costs.takerBps(),
                  value,
                  costs.perUnit(),
                  costs.perOrder(),
                  costs.minimum(),
                  costs.tiers()));
        });
    add(
        new AssumptionOption(
            "feeTiers",
            "costs",
            AssumptionOption.Type.TEXT,
            "",
            null,
            null,
            List.of(),
            "Fees from some traded notional on, NOTIONAL:MAKER_BPS:TAKER_BPS with commas between,"
                + " such as 0:5:10,1000000:2:8."),
        config -> tiers(config.costs().tiers()),
        (config, text) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  costs.takerBps(),
                  costs.makerBps(),
                  costs.perUnit(),
                  costs.perOrder(),
                  costs.minimum(),
                  tiers(text)));
        });
    decimal(
        "feePerUnit",
        "costs",
        "0",
        "1000000",
        "Fee for each unit with costModel per_share, in the instrument's currency.",
        config -> config.costs().perUnit(),
        (config, value) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  costs.takerBps(),
                  costs.makerBps(),
                  value,
                  costs.perOrder(),
                  costs.minimum(),
                  costs.tiers()));
        });
    decimal(
        "feePerOrder",
        "costs",
        "0",
        "1000000",
        "Fee of an order with costModel fixed, in the instrument's currency.",
        config -> config.costs().perOrder(),
        (config, value) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  costs.takerBps(),
                  costs.makerBps(),
                  costs.perUnit(),
                  value,
                  costs.minimum(),
                  costs.tiers()));
        });
    decimal(
        "feeMinimum",
        "costs",
        "0",
        "1000000",
        "Smallest fee of an order's first fill, in the instrument's currency.",
        config -> config.costs().minimum(),
        (config, value) -> {
          Costs costs = config.costs();
          return config.withCosts(
              new Costs(
                  costs.model(),
                  costs.takerBps(),
                  costs.makerBps(),
                  costs.perUnit(),
                  costs.perOrder(),
                  value,
                  costs.tiers()));
        });
  }

  private static Costs with(Costs costs, CostModel model) {
    return new Costs(
        model,
        costs.takerBps(),
        costs.makerBps(),
        costs.perUnit(),
        costs.perOrder(),
        costs.minimum(),
        costs.tiers());
  }

  private static String tiers(List<FeeTier> tiers) {
    List<String> texts = new ArrayList<>();
    for (FeeTier tier : tiers) {
      texts.add(
          plain(tier.fromNotional()) + ":" + plain(tier.makerBps()) + ":" + plain(tier.takerBps()));
    }
    return String.join(",", texts);
  }

  private static List<FeeTier> tiers(String text) {
    List<FeeTier> tiers = new ArrayList<>();
    for (String one : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] parts = one.strip().split(":", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException(
            "feeTiers must read NOTIONAL:MAKER_BPS:TAKER_BPS, was '" + one.strip() + "'");
      }
      tiers.add(
          new FeeTier(
              decimal("feeTiers", parts[0]),
              decimal("feeTiers", parts[1]),
              decimal("feeTiers", parts[2])));
    }
    return tiers;
  }

  private static void slippage() {
    choice(
        "slippageModel",
        "slippage",
        "How much worse than the market's price an order that takes liquidity fills.",
        List.of(SlippageModel.values()),
        each -> new AssumptionOption.Choice(each.code(), each.help(), ""),
        config -> config.slippage().model(),
        (config, value) ->
            config.withSlippage(
                new Slippage(
                    value,
                    config.slippage().bps(),
                    config.slippage().spreadBps(),
                    config.slippage().impact())));
    decimal(
        "slippageBps",
        "slippage",
        "0",
        "1000",
        "Slippage of the model fixed_bps, in basis points of the price.",
        config -> config.slippage().bps(),
        (config, value) ->
            config.withSlippage(
                new Slippage(
                    config.slippage().model(),
                    value,
                    config.slippage().spreadBps(),
                    config.slippage().impact())));
    decimal(
        "spreadBps",
        "slippage",
        "0",
        "1000",
        "The whole spread of the model spread, in basis points of the price.",
        config -> config.slippage().spreadBps(),
        (config, value) ->
            config.withSlippage(
                new Slippage(
                    config.slippage().model(),
                    config.slippage().bps(),
                    value,
                    config.slippage().impact())));
    number(
        "impact",
        "slippage",
        "0",
        "100",
        "Factor of the models volume_share and square_root.",
        config -> config.slippage().impact(),
        (config, value) ->
            config.withSlippage(
                new Slippage(
                    config.slippage().model(),
                    config.slippage().bps(),
                    config.slippage().spreadBps(),
                    value)));
  }

  private static void margin() {
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

  private static void run() {
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

  // --- kinds of options --------------------------------------------------------------------------

  private static void add(
      AssumptionOption option,
      Function<SimulationConfig, String> read,
      BiFunction<SimulationConfig, String, SimulationConfig> write) {
    ENTRIES.put(option.name(), new Entry(option, read, write));
  }

  private static void decimal(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, BigDecimal> read,
      BiFunction<SimulationConfig, BigDecimal, SimulationConfig> write) {
    Function<SimulationConfig, String> text = config -> plain(read.apply(config));
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.DECIMAL,
            text.apply(SimulationConfig.DEFAULT),
            min,
            max,
            List.of(),
            help),
        text,
        (config, given) -> write.apply(config, decimal(name, given)));
  }

  private static void number(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, Double> read,
      BiFunction<SimulationConfig, Double, SimulationConfig> write) {
    decimal(
        name,
        group,
        min,
        max,
        help,
        config -> BigDecimal.valueOf(read.apply(config)),
        (config, value) -> write.apply(config, value.doubleValue()));
  }

  private static void integer(
      String name,
      String group,
      String min,
      String max,
      String help,
      Function<SimulationConfig, ? extends Number> read,
      BiFunction<SimulationConfig, Long, SimulationConfig> write) {
    Function<SimulationConfig, String> text =
        config -> Long.toString(read.apply(config).longValue());
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.INTEGER,
            text.apply(SimulationConfig.DEFAULT),
            min,
            max,
            List.of(),
            help),
        text,
        (config, given) -> {
          long value;
          try {
            value = decimal(name, given).longValueExact();
          } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                name + " must be a whole number, was '" + given + "'", e);
          }
          return write.apply(config, value);
        });
  }

  private static <T> void choice(
      String name,
      String group,
      String help,
      List<T> values,
      Function<T, AssumptionOption.Choice> shown,
      Function<SimulationConfig, T> read,
      BiFunction<SimulationConfig, T, SimulationConfig> write) {
    List<AssumptionOption.Choice> choices = values.stream().map(shown).toList();
    Function<SimulationConfig, String> text = config -> shown.apply(read.apply(config)).value();
    add(
        new AssumptionOption(
            name,
            group,
            AssumptionOption.Type.CHOICE,
            text.apply(SimulationConfig.DEFAULT),
            null,
            null,
            choices,
            help),
        text,
        (config, given) -> {
          for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).value().equals(given)) {
              return write.apply(config, values.get(i));
            }
          }
          throw new IllegalArgumentException(
              name
                  + " must be one of "
                  + String.join(", ", choices.stream().map(AssumptionOption.Choice::value).toList())
                  + ", was '"
                  + given
                  + "'");
        });
  }

  private static BigDecimal decimal(String name, String text) {
    try {
      if (text.length() <= MAX_LENGTH) {
        BigDecimal number = new BigDecimal(text);
        // A few characters can name a number whose digits fill the memory.
        if (Math.abs((long) number.scale()) <= MAX_SCALE) {
          return number;
        }
      }
      return failed(name, text);
    } catch (NumberFormatException e) {
      return failed(name, text);
    }
  }

  private static BigDecimal failed(String name, String text) {
    throw new IllegalArgumentException(
        name
            + " must be a number, was '"
            + (text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text)
            + "'");
  }

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
