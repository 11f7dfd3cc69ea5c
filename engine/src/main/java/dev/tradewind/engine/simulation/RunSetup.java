package dev.tradewind.engine.simulation;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.TradingCalendar;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the instruments of a run have in common, worked out and checked before it starts. */
final class RunSetup {
  private final String currency;
  private final RunScope scope;
  private final @Nullable RoundTripList trips;

  private RunSetup(String currency, RunScope scope, @Nullable RoundTripList trips) {
    this.currency = currency;
    this.scope = scope;
    this.trips = trips;
  }

  /**
   * Checks an input.
   *
   * @throws IllegalArgumentException if it does not fit together; says what
   */
  static RunSetup of(SimulationInput input, SimulationConfig config, RunScope scope) {
    checkSeries(input.series());
    String currency = currency(input, config);
    List<String> ids = input.series().stream().map(one -> one.instrument().id()).toList();
    checkNames("splits", input.splits().keySet(), ids);
    checkNames("dividends", input.dividends().keySet(), ids);
    checkNames("detail", input.detail().keySet(), ids);
    checkNames("trades", input.trades().keySet(), ids);
    checkNames("quotes", input.quotes().keySet(), ids);
    checkDetail(input, config);
    boolean eager =
        !input.splits().isEmpty()
            || input.series().stream()
                .anyMatch(one -> !one.instrument().currency().equals(currency));
    return new RunSetup(currency, scope, eager ? new RoundTripList() : null);
  }

  private static void checkSeries(List<BarSeries> series) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException("series must hold at least one instrument, was empty");
    }
    TreeSet<String> ids = new TreeSet<>();
    for (BarSeries one : series) {
      String id = one.instrument().id();
      if (one.size() == 0) {
        throw new IllegalArgumentException("series of " + id + " has no bars");
      }
      if (!ids.add(id)) {
        throw new IllegalArgumentException("instrument " + id + " is there twice");
      }
    }
  }

  /** The account's currency; every other one needs a rate from the first bar on. */
  private static String currency(SimulationInput input, SimulationConfig config) {
    Instrument first = input.series().getFirst().instrument();
    String currency =
        config.accountCurrency().isEmpty() ? first.currency() : config.accountCurrency();
    for (BarSeries one : input.series()) {
      Instrument instrument = one.instrument();
      if (instrument.currency().equals(currency)) {
        continue;
      }
      BarSeries rates = input.rates().get(instrument.currency());
      String what = instrument.id() + " is in " + instrument.currency() + ", the account in ";
      if (config.accountCurrency().isEmpty() && rates == null) {
        throw new IllegalArgumentException(
            "currency of "
                + instrument.id()
                + " must be "
                + currency
                + " as of "
                + first.id()
                + ", was "
                + instrument.currency()
                + "; give accountCurrency and rates to mix them");
      }
      if (rates == null) {
        throw new IllegalArgumentException(
            what + currency + ": a rate series of " + instrument.currency() + " is missing");
      }
      if (InstrumentRun.newestKnown(rates, 0, one.openTime(0)) < 0) {
        throw new IllegalArgumentException(
            what
                + currency
                + ": the rate series of "
                + instrument.currency()
                + " must be known at the first bar ("
                + Moments.text(one.openTime(0))
                + ")"
                + (rates.size() == 0
                    ? ", was empty"
                    : ", begins at " + Moments.text(rates.knownAt(0))));
      }
    }
    return currency;
  }

  private static void checkNames(String field, Iterable<String> names, List<String> ids) {
    TreeSet<String> sorted = new TreeSet<>();
    names.forEach(sorted::add);
    for (String name : sorted) {
      if (!ids.contains(name)) {
        throw new IllegalArgumentException(
            field
                + " must name instruments of the run ("
                + String.join(", ", ids)
                + "), named "
                + name);
      }
    }
  }

  private static void checkDetail(SimulationInput input, SimulationConfig config) {
    for (BarSeries one : input.series()) {
      String id = one.instrument().id();
      BarSeries finer = input.detail().get(id);
      if (finer != null && finer.timeframe().micros() > one.timeframe().micros()) {
        throw new IllegalArgumentException(
            "detail of "
                + id
                + " must be finer than "
                + one.timeframe().code()
                + ", was "
                + finer.timeframe().code());
      }
      boolean has = finer != null || input.trades().containsKey(id);
      if (config.fills().model() == FillModel.INTRABAR && !has) {
        throw new IllegalArgumentException(
            "fillModel intrabar needs finer bars or trades of " + id + ", had none");
      }
    }
  }

  /** The account's currency. */
  String currency() {
    return currency;
  }

  RunScope scope() {
    return scope;
  }

  /** The round trips of the run, where they cannot be made of its fills later. */
  @Nullable RoundTripList trips() {
    return trips;
  }

  /** When an instrument trades. */
  TradingHours hours(Instrument instrument) {
    TradingCalendar calendar = instrument.calendar();
    if (calendar.roundTheClock()) {
      return new TradingHours(TradingHours.Kind.ROUND_THE_CLOCK, null);
    }
    if (calendar.equals(TradingCalendar.EXCHANGE)) {
      return new TradingHours(TradingHours.Kind.UNKNOWN, null);
    }
    try {
      return new TradingHours(TradingHours.Kind.SESSIONS, scope.calendars().apply(instrument));
    } catch (IllegalArgumentException e) {
      // A user's own calendar that this run does not know.
      return new TradingHours(TradingHours.Kind.UNKNOWN, null);
    }
  }
}
