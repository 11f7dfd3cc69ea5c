package dev.tradewind.report;

import dev.tradewind.engine.EngineVersion;
import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.optimize.TrialCount;
import dev.tradewind.engine.simulation.Assumption;
import dev.tradewind.engine.simulation.SimulationResult;
import dev.tradewind.engine.time.Timeframe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a run beside its result: who it is, where its prices came from, when it was
 * made. Used by the command line and the platform to write documents.
 *
 * @param id the run's identity
 * @param name what the user calls it; may be any text
 * @param dataSource attribution or file name of the prices; may be any text
 * @param createdAt when the run was made; null where the document must not depend on the clock
 * @param engineVersion of the engine that made the run
 * @param inputs one for each instrument of the run, in its order; empty where not known
 * @param notes further lines for the assumption sheet, from whoever prepared the run
 * @param rejectionsTotal how many intents were refused where the result has only the first of them;
 *     null where it has them all
 * @param trials what was tried so far on the same bars; null where that is not counted
 */
public record RunInfo(
    String id,
    String name,
    String dataSource,
    @Nullable Instant createdAt,
    String engineVersion,
    List<Input> inputs,
    List<Assumption> notes,
    @Nullable Long rejectionsTotal,
    @Nullable TrialCount trials) {

  private static final int OFFLINE_ID_LENGTH = 16;

  /** Copies the lists. */
  public RunInfo {
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  /**
   * The bars one instrument of the run was simulated on.
   *
   * @param timeframe length of the bars
   * @param bars how many, &ge; 0
   * @param firstMicros UTC opening time of the first bar; 0 where there are none
   * @param lastMicros UTC opening time of the last bar; 0 where there are none
   * @param dataHash content hash of the series
   */
  public record Input(
      Timeframe timeframe, int bars, long firstMicros, long lastMicros, String dataHash) {

    /** The facts of a series. */
    public static Input of(BarSeries series) {
      int size = series.size();
      return new Input(
          series.timeframe(),
          size,
          size == 0 ? 0 : series.openTime(0),
          size == 0 ? 0 : series.openTime(size - 1),
          series.contentHash());
    }
  }

  /** The facts of a run, its inputs taken from its series. */
  public static RunInfo of(
      String id,
      String name,
      String dataSource,
      @Nullable Instant createdAt,
      List<BarSeries> series) {
    return new RunInfo(
        id,
        name,
        dataSource,
        createdAt,
        EngineVersion.CURRENT,
        series.stream().map(Input::of).toList(),
        List.of(),
        null,
        null);
  }

  /**
   * The facts of a run that is not stored anywhere: its id follows from its configuration and its
   * data, so that the same run has the same id on every machine.
   */
  public static RunInfo offline(
      SimulationResult result, String dataSource, List<BarSeries> series) {
    return of(offlineId(result), result.strategy(), dataSource, null, series);
  }

  /** The same facts with further lines for the assumption sheet. */
  public RunInfo withNotes(List<Assumption> further) {
    return new RunInfo(
        id, name, dataSource, createdAt, engineVersion, inputs, further, rejectionsTotal, trials);
  }

  /** The same facts under another name. */
  public RunInfo withName(String other) {
    return new RunInfo(
        id, other, dataSource, createdAt, engineVersion, inputs, notes, rejectionsTotal, trials);
  }

  /** The same facts with what was tried so far. */
  public RunInfo withTrials(@Nullable TrialCount counted) {
    return new RunInfo(
        id, name, dataSource, createdAt, engineVersion, inputs, notes, rejectionsTotal, counted);
  }

  /** The assumption sheet: the engine's lines, and those from whoever prepared the run. */
  public List<Assumption> sheet(SimulationResult result) {
    TrialCount counted = trials;
    List<Assumption> lines = new ArrayList<>();
    for (Assumption each : result.assumptions()) {
      lines.add(counted != null && each.key().equals(TrialCount.KEY) ? counted.assumption() : each);
    }
    lines.addAll(notes);
    return List.copyOf(lines);
  }

  private static String offlineId(SimulationResult result) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String identity = result.configHash() + "\n" + result.dataHash() + "\n";
      byte[] hash = digest.digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, OFFLINE_ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
