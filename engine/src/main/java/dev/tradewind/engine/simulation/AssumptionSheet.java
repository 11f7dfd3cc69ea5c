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
      SimulationRun run, SimulationConfig config, int periodsPerYear, int days) {
    AssumptionSheet sheet = new AssumptionSheet();
    sheet.fills(run, config);
    sheet.account(run, config);
    for (InstrumentRun one : run.runs()) {
      sheet.data(one.series);
    }
    sheet.method(run, config, periodsPerYear, days);
    return List.copyOf(sheet.lines);
  }

  private void fills(SimulationRun run, SimulationConfig config) {
    say("decision", "Decisions are made on a bar's close and fill at the next bar's open.");
    say(
        "slippage",
        "Market orders fill "
            + config.slippageBps().toPlainString()
            + " bps worse than the open, rounded to the tick against the trader.");
    say(
        "fees",
        config.feeBps().toPlainString()
            + " bps of the notional on both sides, rounded up to 1e-8 of the currency.");
    VolumeShares volumes = VolumeShares.of(run);
    double share = volumes.largest();
    String volume =
        "Orders fill in full; the largest took "
            + percent(share)
            + " of its bar's volume. Market impact is not simulated.";
    if (share > LARGE_VOLUME_SHARE) {
      warn("volume", volume + " More than 10 % of a bar is rarely to be had at its open.");
    } else {
      say("volume", volume);
    }
    if (volumes.fillsWithoutVolume() > 0) {
      warn(
          "volume.missing",
          volumes.fillsWithoutVolume()
              + " of "
              + run.fills.size()
              + " fills happened on bars without volume: nobody may have traded there.");
    }
  }

  private void account(SimulationRun run, SimulationConfig config) {
    String currency = run.runs()[0].instrument.currency();
    say(
        "cash",
        "Starts with "
            + config.initialCash().toPlainString()
            + " "
            + currency
            + (run.runs().length > 1 ? ", shared by all instruments" : "")
            + ". Cash earns no interest. No leverage, no short selling.");
    say(
        "sizing",
        "A buy of a part of the cash is sized at the fill, fee included, and rounded down to the lot.");
    say(
        "open",
        "Positions open at the end are marked at the last close, without the cost of leaving them.");
    if (!run.rejections.isEmpty()) {
      warn("rejections", run.rejections.size() + " orders were refused; the result lists them.");
    }
  }

  private void data(BarSeries series) {
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
            + ". Prices are taken as they are: no adjustment for splits or dividends.");
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
        "Causal by construction: a strategy can reach bars and features that were known at its moment"
            + " and nothing else.");
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
        "The statistics are of this run alone; trials that came before it are not counted.");
    say(
        "engine",
        "Engine "
            + EngineVersion.CURRENT
            + ", seed "
            + config.seed()
            + "; nothing in it is random.");
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
    for (InstrumentRun one : run.runs()) {
      first = Math.min(first, one.series.openTime(0));
      last = Math.max(last, one.series.closeTime(one.series.size() - 1));
    }
    double span = (last - first) / DAY_MICROS;
    if (span < DAYS_A_YEAR || days < FEW_DAILY_RETURNS) {
      warn(
          "span",
          String.format(
              Locale.ROOT,
              "The run spans %.1f days with %d daily returns: annualised figures (growth, volatility,"
                  + " Sharpe, Sortino and Calmar ratio) extrapolate them to a year. At least %d days and"
                  + " %d daily returns are needed to do without.",
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
