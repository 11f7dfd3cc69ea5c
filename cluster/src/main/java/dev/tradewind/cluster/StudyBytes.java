package dev.tradewind.cluster;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.DividendSchedule;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.market.SplitSchedule;
import dev.tradewind.engine.simulation.SimulationInput;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;

/** What runs read as bytes, to the last bit. Stateless. */
final class StudyBytes {
  private StudyBytes() {}

  // --- beside the bars of the instruments --------------------------------------------------------

  /** The series that are read beside those of the instruments, and are always sent. */
  static Stream<BarSeries> beside(SimulationInput input) {
    return Stream.concat(
        Stream.concat(input.rates().values().stream(), input.detail().values().stream()),
        input.benchmark().stream());
  }

  /**
   * Writes all but the instruments' bars.
   *
   * @throws IllegalArgumentException if there is what executors are not sent
   */
  static void writeBeside(DataOutputStream out, SimulationInput input) throws IOException {
    if (!input.trades().isEmpty() || !input.quotes().isEmpty() || !input.signals().isEmpty()) {
      throw new IllegalArgumentException(
          "executors are not sent trades, quotes or signals; run it with --runner local");
    }
    out.writeInt(input.splits().size());
    for (Map.Entry<String, SplitSchedule> each : new TreeMap<>(input.splits()).entrySet()) {
      SplitSchedule splits = each.getValue();
      writeActions(out, each.getKey(), splits.size(), splits::effectiveMicros, splits::ratio);
    }
    out.writeInt(input.dividends().size());
    for (Map.Entry<String, DividendSchedule> each : new TreeMap<>(input.dividends()).entrySet()) {
      DividendSchedule paid = each.getValue();
      writeActions(out, each.getKey(), paid.size(), paid::effectiveMicros, paid::amount);
    }
    writeAll(out, input.rates());
    writeAll(out, input.detail());
    out.writeBoolean(input.benchmark().isPresent());
    if (input.benchmark().isPresent()) {
      writeHead(out, input.benchmark().get());
      writeBars(out, input.benchmark().get());
    }
  }

  private static void writeActions(
      DataOutputStream out,
      String instrument,
      int size,
      IntToLongFunction times,
      IntToDoubleFunction values)
      throws IOException {
    StudySpec.writeText(out, instrument);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(times.applyAsLong(i));
      out.writeDouble(values.applyAsDouble(i));
    }
  }

  private static void writeAll(DataOutputStream out, Map<String, BarSeries> series)
      throws IOException {
    out.writeInt(series.size());
    for (Map.Entry<String, BarSeries> each : new TreeMap<>(series).entrySet()) {
      StudySpec.writeText(out, each.getKey());
      writeHead(out, each.getValue());
      writeBars(out, each.getValue());
    }
  }

  /** Reads what {@link #writeBeside} wrote. */
  static SimulationInput beside(DataInputStream in, SimulationInput bars) throws IOException {
    Map<String, SplitSchedule> splits = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String instrument = StudySpec.readText(in);
      Actions read = Actions.read(in);
      splits.put(instrument, SplitSchedule.of(read.times(), read.values()));
    }
    Map<String, DividendSchedule> dividends = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String instrument = StudySpec.readText(in);
      Actions read = Actions.read(in);
      dividends.put(instrument, DividendSchedule.of(read.times(), read.values()));
    }
    SimulationInput input =
        bars.withActions(splits, dividends).withRates(readAll(in)).withDetail(readAll(in));
    return in.readBoolean() ? input.withBenchmark(sent(in)) : input;
  }

  /** Splits or dividends of an instrument. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Actions(long[] times, double[] values) {
    static Actions read(DataInputStream in) throws IOException {
      int size = in.readInt();
      long[] times = new long[size];
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        times[i] = in.readLong();
        values[i] = in.readDouble();
      }
      return new Actions(times, values);
    }
  }

  private static Map<String, BarSeries> readAll(DataInputStream in) throws IOException {
    Map<String, BarSeries> all = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.put(StudySpec.readText(in), sent(in));
    }
    return all;
  }

  private static BarSeries sent(DataInputStream in) throws IOException {
    return series(in, true, new ArrayList<>(), (place, instrument, timeframe) -> unsent(place));
  }

  private static BarSeries unsent(String place) {
    throw new IllegalStateException("bars that are sent are not read from " + place);
  }

  // --- bars --------------------------------------------------------------------------------------

  static void writeHead(DataOutputStream out, BarSeries series) throws IOException {
    Instrument instrument = series.instrument();
    StudySpec.writeText(out, instrument.id());
    StudySpec.writeText(out, instrument.assetClass().name());
    StudySpec.writeText(out, instrument.currency());
    StudySpec.writeText(out, instrument.tickSize().toPlainString());
    StudySpec.writeText(out, instrument.lotSize().toPlainString());
    StudySpec.writeText(out, instrument.calendar().code());
    out.writeInt(instrument.calendar().periodsPerYear());
    out.writeBoolean(instrument.calendar().roundTheClock());
    StudySpec.writeText(out, series.timeframe().code());
    out.writeLong(series.timeframe().micros());
    StudySpec.writeText(out, series.contentHash());
  }

  static void writeBars(DataOutputStream out, BarSeries series) throws IOException {
    out.writeInt(series.size());
    for (int i = 0; i < series.size(); i++) {
      out.writeLong(series.openTime(i));
      out.writeLong(series.closeTime(i));
      out.writeLong(series.knownAt(i));
      out.writeBoolean(series.isPartial(i));
      out.writeDouble(series.open(i));
      out.writeDouble(series.high(i));
      out.writeDouble(series.low(i));
      out.writeDouble(series.close(i));
      out.writeDouble(series.volume(i));
    }
  }

  static BarSeries series(
      DataInputStream in, boolean sent, List<String> places, StudySpec.BarReader reader)
      throws IOException {
    Instrument instrument =
        new Instrument(
            StudySpec.readText(in),
            AssetClass.valueOf(StudySpec.readText(in)),
            StudySpec.readText(in),
            new BigDecimal(StudySpec.readText(in)),
            new BigDecimal(StudySpec.readText(in)),
            new TradingCalendar(StudySpec.readText(in), in.readInt(), in.readBoolean()));
    Timeframe timeframe = new Timeframe(StudySpec.readText(in), in.readLong());
    String hash = StudySpec.readText(in);
    if (sent) {
      BarSeries series = bars(in, instrument, timeframe);
      if (!series.contentHash().equals(hash)) {
        throw new IllegalArgumentException(
            "the bars of " + instrument.id() + " arrived changed: " + series.contentHash());
      }
      return series;
    }
    String place = StudySpec.readText(in);
    places.add(place);
    BarSeries series = reader.read(place, instrument, timeframe);
    if (!series.contentHash().equals(hash)) {
      throw new IllegalArgumentException(
          place
              + " must hold the bars of "
              + instrument.id()
              + " "
              + timeframe.code()
              + " of the study, hash "
              + hash
              + ", has "
              + series.size()
              + " others, hash "
              + series.contentHash()
              + "; export them again");
    }
    return series;
  }

  private static BarSeries bars(DataInputStream in, Instrument instrument, Timeframe timeframe)
      throws IOException {
    int size = in.readInt();
    BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, size);
    for (int i = 0; i < size; i++) {
      long open = in.readLong();
      long close = in.readLong();
      long known = in.readLong();
      boolean partial = in.readBoolean();
      builder.append(
          open,
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble(),
          in.readDouble());
      if (close != open + timeframe.micros() || known != close || partial) {
        builder.closing(close, known, partial);
      }
    }
    return builder.build();
  }
}
