package dev.tradewind.engine.simulation;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in plain words what a result rests on, and what there is to doubt. */
final class AssumptionSheet {
  private static final double COARSE_TICK = 0.001;
  private static final double LARGE_VOLUME_SHARE = 0.1;
  private static final int FEW_ROUND_TRIPS = 30;
  private static final int FEW_DAILY_RETURNS = 30;
  private static final double DAY_MICROS = 86_400e6;
  private static final int DAYS_A_YEAR = 365;

  private final List<Assumption> lines = new ArrayList<>();

  private AssumptionSheet() {}

  static List<Assumption> of(
      SimulationRun run,
      SimulationInput input,
      SimulationConfig config,
      int periodsPerYear,
      int days,
      String ended) {
    AssumptionSheet sheet = new AssumptionSheet();
    sheet.failures(run, ended);
    sheet.fills(run, config);
    sheet.account(run, config);
    for (InstrumentRun one : run.runs) {
      sheet.data(one);
      sheet.quotes(one, input);
    }
    sheet.method(run, config, periodsPerYear, days);
    input.benchmark().ifPresent(sheet::benchmark);
    return List.copyOf(sheet.lines);
  }

  private void fills(SimulationRun run, SimulationConfig config) {
    FillRules rules = config.fills();
    say("decision", "Decisions are made on a bar's close. " + rules.model().help());
    say("fills.bias", rules.model().bias());
    say(
        "fills.orders",
        "A limit fills only when the price trades through it"
            + (rules.queueProbability() > 0
                ? ", or touches it with probability " + rules.queueProbability()
                : "")
            + ". A stop that gaps fills at the open. When a bar reaches both a stop and a target"
            + " the stop was first. Of an order that came to work within a bar nothing good is"
            + " assumed but what the close proves.");
    say(
        "fills.latency",
        rules.latencyMillis() == 0
            ? "No latency: an order can fill at the first price after the decision."
            : "Orders can be filled " + rules.latencyMillis() + " ms after the decision.");
    slippage(config.slippage());
    fees(config.costs());
    volume(run, rules);
    for (InstrumentRun one : run.runs) {
      detail(one);
    }
  }

  private void slippage(Slippage slippage) {
    String how =
        switch (slippage.model()) {
          case FIXED_BPS -> plain(slippage.bps()) + " bps worse than the price they meet";
          case SPREAD ->
              "half of a spread of "
                  + plain(slippage.spreadBps())
                  + " bps worse than the price they meet";
          case VOLUME_SHARE ->
              slippage.impact()
                  + " times the square of their part of the bar's volume worse than the price they"
                  + " meet";
          case SQUARE_ROOT ->
              slippage.impact()
                  + " times the volatility of a bar times the root of their part of the mean volume"
                  + " of 20 bars worse than the price they meet";
        };
    say(
        "slippage",
        "Market orders and stops fill "
            + how
            + ", rounded to the tick against the trader. Limits have no slippage.");
  }

  private void fees(Costs costs) {
    String how =
        switch (costs.model()) {
          case PER_NOTIONAL ->
              plain(costs.takerBps())
                  + " bps of the notional, "
                  + plain(costs.makerBps())
                  + " bps for resting limits"
                  + (costs.tiers().isEmpty()
                      ? ""
                      : ", in " + costs.tiers().size() + " tiers by what was traded");
          case PER_SHARE -> plain(costs.perUnit()) + " for each unit";
          case FIXED -> plain(costs.perOrder()) + " for each order";
        };
    say(
        "fees",
        how
            + (costs.minimum().signum() > 0
                ? ", at least " + plain(costs.minimum()) + " an order"
                : "")
            + ", on both sides, rounded up to 1e-8 of the currency.");
  }

  private void volume(SimulationRun run, FillRules rules) {
    VolumeShares volumes = VolumeShares.of(run);
    double share = volumes.largest();
    String taken = "The largest fill took " + percent(share) + " of its bar's volume.";
    if (rules.participation() > 0) {
      say(
          "volume",
          "All fills of a bar take at most "
              + percent(rules.participation())
              + " of its volume, at its open of the volume of the bar before, since its own is not"
              + " known yet; the rest waits for the next; a bar without volume fills nothing. "
              + taken);
    } else if (share > LARGE_VOLUME_SHARE) {
      warn(
          "volume",
          "Volume does not limit fills. "
              + taken
              + " More than 10 % of a bar is rarely to be had at its open.");
    } else {
      say("volume", "Volume does not limit fills. " + taken);
    }
    for (InstrumentRun one : run.runs) {
      if (one.withoutVolume) {
        warn(
            "volume.none." + one.instrument.id(),
            one.instrument.id()
                + ": no bar has a volume, so that nothing limits fills; thin hours and large orders"
                + " are too good.");
      }
    }
    if (volumes.fillsWithoutVolume() > 0 && rules.participation() == 0) {
      warn(
          "volume.missing",
          volumes.fillsWithoutVolume()
              + " of "
              + run.fills.size()
              + " fills happened on bars without volume: nobody may have traded there.");
    }
  }

  private void detail(InstrumentRun one) {
    String id = one.instrument.id();
    if (one.closedBars > 0) {
      warn(
          "sessions." + id,
          id
              + ": "
              + one.closedBars
              + " bars lie outside the sessions of "
              + one.instrument.calendar().code()
              + "; nothing fills in them.");
    }
    if (one.detail != null) {
      say(
          "detail." + id,
          id
              + ": orders meet the market in finer "
              + (one.detail.isTrade() ? "trades" : "bars")
              + " within each bar.");
      if (one.undetailedBars > 0) {
        warn(
            "detail.missing." + id,
            id
                + ": "
                + one.undetailedBars
                + " bars have no finer ones; the worse order of prices was assumed in them.");
      }
      if (one.partlyDetailedBars > 0) {
        warn(
            "detail.gaps." + id,
            id
                + ": "
                + one.partlyDetailedBars
                + " bars with orders reached beyond their finer ones, of which some are missing;"
                + " the worse was assumed of what is missing.");
      }
    }
  }

  private void account(SimulationRun run, SimulationConfig config) {
    MarginRules margin = config.margin();
    say(
        "cash",
        "Starts with "
            + config.initialCash().toPlainString()
            + " "
            + run.currency()
            + (run.runs.length > 1 ? ", shared by all instruments" : "")
            + ". Cash earns and costs no interest.");
    say(
        "margin",
        "An order that adds to a position needs an equity of "
            + percent(margin.initial())
            + " of all positions' value"
            + (margin.initial() == 1 ? " (no leverage)" : "")
            + "; below "
            + percent(margin.maintenance())
            + " at a close all is sold at the next price.");
    say(
        "short",
        margin.shortSelling()
            ? "A sale of more than is held opens a short position, which costs "
                + percent(margin.borrowRate())
                + " of its value a year; everything can be borrowed at any time."
            : "No short selling.");
    for (InstrumentRun one : run.runs) {
      if (one.account.converts()) {
        say(
            "conversion." + one.instrument.id(),
            one.instrument.id()
                + ": each amount in "
                + one.instrument.currency()
                + " is changed into "
                + run.currency()
                + " at the newest known rate, rounded against the trader, for "
                + plain(config.conversionBps())
                + " bps.");
        rates(one);
      }
    }
    say(
        "sizing",
        "A buy of a part of the cash is sized at the fill, fee included, and rounded down to the"
            + " lot.");
    say(
        "open",
        "Positions open at the end are marked at the last close, without the cost of leaving"
            + " them.");
    int refused = run.desk.refusals.rejections().size();
    if (refused > 0) {
      warn("rejections", refused + " orders were refused; the result lists them.");
    }
  }

  private void rates(InstrumentRun one) {
    RateAges ages = one.rates == null ? new RateAges(0, 0) : RateAges.of(one.series, one.rates);
    if (!ages.isTolerated()) {
      warn(
          "rates." + one.instrument.id(),
          one.instrument.id()
              + ": the newest known rate of "
              + one.instrument.currency()
              + " was "
              + ages.days()
              + " days old at "
              + Moments.text(ages.at())
              + ".");
    }
  }

  private static String plain(BigDecimal value) {
    return AssumptionEntries.plain(value);
  }

  private void benchmark(BarSeries benchmark) {
    say(
        "benchmark",
        "Measured against holding "
            + benchmark.instrument().id()
            + " ("
            + benchmark.timeframe().code()
            + " bars, data "
            + benchmark.contentHash().substring(0, 16)
            + "), without costs, instead of the run's own instruments.");
  }

  private void failures(SimulationRun run, String ended) {
    if (!ended.isEmpty()) {
      warn("partial", "The run ended before its data: " + ended);
    } else if (!run.errors.all().isEmpty()) {
      warn(
          "errors",
          "The strategy failed "
              + run.errors.all().size()
              + " times and the run went on, first: "
              + run.errors.all().getFirst().message());
    }
  }

  private void data(InstrumentRun run) {
    BarSeries series = run.series;
    Instrument instrument = series.instrument();
    int last = series.size() - 1;
    String key = "data." + instrument.id();
    say(
        key,
        instrument.id()
            + ": "
            + series.size()
            + " bars of "
            + series.timeframe().code()
            + ", "
            + time(series.openTime(0))
            + " to "
            + time(series.closeTime(last))
            + " UTC, "
            + gaps(series)
            + " gaps between bars, calendar "
            + instrument.calendar().code()
            + ", tick "
            + instrument.tickSize().toPlainString()
            + ", lot "
            + instrument.lotSize().toPlainString()
            + ", data "
            + series.contentHash().substring(0, 16)
            + ". Prices are taken as they are; "
            + run.splits.size()
            + " splits and "
            + run.dividends.size()
            + " dividends are known and change positions, orders and cash.");
    double lowest = Double.MAX_VALUE;
    for (int i = 0; i <= last; i++) {
      lowest = Math.min(lowest, series.low(i));
    }
    BigDecimal tick = instrument.tickSize();
    if (lowest <= 0) {
      warn(key + ".price", instrument.id() + ": the lowest price is " + lowest + ", not above 0.");
    } else if (tick.doubleValue() / lowest > COARSE_TICK) {
      warn(
          key + ".tick",
          instrument.id()
              + ": a tick of "
              + tick.toPlainString()
              + " is "
              + percent(tick.doubleValue() / lowest)
              + " of the lowest price "
              + lowest
              + "; rounding to it costs more than a market would. Give the real tick size.");
    }
  }

  private void quotes(InstrumentRun run, SimulationInput input) {
    String id = run.instrument.id();
    int told = input.quotes().getOrDefault(id, List.of()).size();
    if (told > 0) {
      say(
          "quotes." + id,
          id
              + ": strategies are told of "
              + told
              + " quotes of the market. Fills do not use them.");
    }
  }

  private static int gaps(BarSeries series) {
    int gaps = 0;
    for (int i = 1; i < series.size(); i++) {
      if (series.openTime(i) > series.closeTime(i - 1)) {
        gaps++;
      }
    }
    return gaps;
  }

  private void method(SimulationRun run, SimulationConfig config, int periodsPerYear, int days) {
    say(
        "lookahead",
        "Causal by construction: a strategy can reach bars and features that were known at its"
            + " moment and nothing else.");
    say("warmup", "Features are undefined for the first " + run.longestWarmUp() + " bars.");
    say(
        "statistics",
        days
            + " daily returns at UTC day ends, "
            + periodsPerYear
            + " periods a year, risk-free rate "
            + config.riskFreeRate()
            + ".");
    shortSpan(run, days);
    say(
        "trials",
        "The statistics are of this run alone; trials that came before it are not counted in"
            + " them.");
    say(
        "engine",
        "Engine "
            + EngineVersion.CURRENT
            + ", seed "
            + config.seed()
            + (config.fills().queueProbability() > 0
                ? ", from which the queues of limits are drawn."
                : "; nothing in it is random."));
    int roundTrips = run.roundTrips();
    if (roundTrips < FEW_ROUND_TRIPS) {
      warn(
          "few",
          "Only "
              + roundTrips
              + " round trips: too few to tell skill from luck (at least "
              + FEW_ROUND_TRIPS
              + ").");
    }
  }

  /** A ratio a year from less than a year is a guess at the rest of it. */
  private void shortSpan(SimulationRun run, int days) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (InstrumentRun one : run.runs) {
      first = Math.min(first, one.series.openTime(0));
      last = Math.max(last, one.series.closeTime(one.series.size() - 1));
    }
    double span = (last - first) / DAY_MICROS;
    if (span < DAYS_A_YEAR || days < FEW_DAILY_RETURNS) {
      warn(
          "span",
          String.format(
              Locale.ROOT,
              "The run spans %.1f days with %d daily returns: annualised figures (growth,"
                  + " volatility, Sharpe, Sortino and Calmar ratio) extrapolate them to a year. At"
                  + " least %d days and %d daily returns are needed to do without.",
              span,
              days,
              DAYS_A_YEAR,
              FEW_DAILY_RETURNS));
    }
  }

  private void say(String key, String text) {
    lines.add(new Assumption(key, text, false));
  }

  private void warn(String key, String text) {
    lines.add(new Assumption(key, text, true));
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
