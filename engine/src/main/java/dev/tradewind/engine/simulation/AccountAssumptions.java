package dev.tradewind.engine.simulation;

import java.util.ArrayList;
import java.util.List;

/** Options of the account, of fills, costs and slippage. */
final class AccountAssumptions extends AssumptionEntries {
  AccountAssumptions() {
    account();
    fills();
    costs();
    slippage();
  }

  private void account() {
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

  private void fills() {
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

  private void costs() {
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

  private void slippage() {
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
}
