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
        (config, value) -> config.withFills(config.fills().withModel(value)));
    number(
        "participation",
        "fills",
        "0",
        "1",
        "Largest part of a bar's volume that fills may take; 0 for no limit.",
        config -> config.fills().participation(),
        (config, value) -> config.withFills(config.fills().withParticipation(value)));
    number(
        "queueProbability",
        "fills",
        "0",
        "1",
        "Chance that a limit fills in a bar that touches its price without trading through it, drawn"
            + " with the seed. More than 0 is optimistic unless it was measured.",
        config -> config.fills().queueProbability(),
        (config, value) -> config.withFills(config.fills().withQueueProbability(value)));
    integer(
        "latencyMillis",
        "fills",
        "0",
        "86400000",
        "Milliseconds between a decision and the moment its order can be filled. 0 is optimistic by"
            + " the time a real order takes.",
        config -> config.fills().latencyMillis(),
        (config, value) -> config.withFills(config.fills().withLatencyMillis(value)));
  }

  private void costs() {
    choice(
        "costModel",
        "costs",
        "What a fee is reckoned from.",
        List.of(CostModel.values()),
        each -> new AssumptionOption.Choice(each.code(), each.help(), ""),
        config -> config.costs().model(),
        (config, value) -> config.withCosts(config.costs().withModel(value)));
    decimal(
        "feeBps",
        "costs",
        "0",
        "1000",
        "Fee in basis points of the notional; also that of resting limits unless makerFeeBps is given.",
        config -> config.costs().takerBps(),
        (config, value) -> config.withCosts(config.costs().withBps(value, value)));
    decimal(
        "makerFeeBps",
        "costs",
        "0",
        "1000",
        "Fee of a resting limit that is filled, in basis points of the notional.",
        config -> config.costs().makerBps(),
        (config, value) ->
            config.withCosts(config.costs().withBps(config.costs().takerBps(), value)));
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
        (config, text) -> config.withCosts(config.costs().withTiers(tiers(text))));
    decimal(
        "feePerUnit",
        "costs",
        "0",
        "1000000",
        "Fee for each unit with costModel per_share, in the instrument's currency.",
        config -> config.costs().perUnit(),
        (config, value) -> config.withCosts(config.costs().withPerUnit(value)));
    decimal(
        "feePerOrder",
        "costs",
        "0",
        "1000000",
        "Fee of an order with costModel fixed, in the instrument's currency.",
        config -> config.costs().perOrder(),
        (config, value) -> config.withCosts(config.costs().withPerOrder(value)));
    decimal(
        "feeMinimum",
        "costs",
        "0",
        "1000000",
        "Smallest fee of an order's first fill, in the instrument's currency.",
        config -> config.costs().minimum(),
        (config, value) -> config.withCosts(config.costs().withMinimum(value)));
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
        (config, value) -> config.withSlippage(config.slippage().withModel(value)));
    decimal(
        "slippageBps",
        "slippage",
        "0",
        "1000",
        "Slippage of the model fixed_bps, in basis points of the price.",
        config -> config.slippage().bps(),
        (config, value) -> config.withSlippage(config.slippage().withBps(value)));
    decimal(
        "spreadBps",
        "slippage",
        "0",
        "1000",
        "The whole spread of the model spread, in basis points of the price.",
        config -> config.slippage().spreadBps(),
        (config, value) -> config.withSlippage(config.slippage().withSpreadBps(value)));
    number(
        "impact",
        "slippage",
        "0",
        "100",
        "Factor of the models volume_share and square_root.",
        config -> config.slippage().impact(),
        (config, value) -> config.withSlippage(config.slippage().withImpact(value)));
  }
}
