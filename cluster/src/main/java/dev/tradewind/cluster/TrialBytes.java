package dev.tradewind.cluster;

import dev.tradewind.engine.optimize.Evaluation;
import dev.tradewind.engine.optimize.TrialJob;
import dev.tradewind.engine.statistics.ReturnBlocks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Trials and what they gave as bytes; used on both sides. Doubles pass bit by bit. */
public final class TrialBytes {
  private TrialBytes() {}

  /**
   * The span of a window, UTC microseconds; all bars where it is {@link #WHOLE}.
   *
   * @param from first open
   * @param to moment by which bars end
   */
  public record Span(long from, long to) {
    /** No window: all bars. */
    public static final Span WHOLE = new Span(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A trial as it was handed over, with the window it is of. */
  public record Handed(TrialJob job, Span span) {}

  /** A trial: values of all parameters, and the window and part of the data to run on. */
  public static byte[] trial(Map<String, BigDecimal> values, double fraction, Span span) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(span.from());
      out.writeLong(span.to());
      out.writeDouble(fraction);
      out.writeInt(values.size());
      for (Map.Entry<String, BigDecimal> each : new TreeMap<>(values).entrySet()) {
        StudySpec.writeText(out, each.getKey());
        StudySpec.writeText(out, each.getValue().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The job that a trial is.
   *
   * @param number to give it
   * @param trial as {@link #trial} made it
   */
  public static Handed job(long number, byte[] trial) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(trial))) {
      Span span = new Span(in.readLong(), in.readLong());
      double fraction = in.readDouble();
      Map<String, BigDecimal> values = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        values.put(StudySpec.readText(in), new BigDecimal(StudySpec.readText(in)));
      }
      return new Handed(TrialJob.handed(number, values, fraction), span);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a trial gave, as {@link #decode} reads it. */
  public static byte[] encode(Evaluation evaluation) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(evaluation.statistics().size());
      for (Map.Entry<String, Double> each : evaluation.statistics().entrySet()) {
        StudySpec.writeText(out, each.getKey());
        out.writeLong(Double.doubleToRawLongBits(each.getValue()));
      }
      Optional<ReturnBlocks> blocks = evaluation.blocks();
      out.writeBoolean(blocks.isPresent());
      if (blocks.isPresent()) {
        out.writeInt(blocks.get().observations());
        out.writeInt(blocks.get().blocks());
        for (int i = 0; i < blocks.get().blocks(); i++) {
          out.writeLong(Double.doubleToRawLongBits(blocks.get().sum(i)));
          out.writeLong(Double.doubleToRawLongBits(blocks.get().squares(i)));
        }
      }
      out.writeBoolean(evaluation.problem().isPresent());
      if (evaluation.problem().isPresent()) {
        StudySpec.writeText(out, evaluation.problem().get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Evaluation decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      TreeMap<String, Double> statistics = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        statistics.put(StudySpec.readText(in), Double.longBitsToDouble(in.readLong()));
      }
      Optional<ReturnBlocks> blocks = Optional.empty();
      if (in.readBoolean()) {
        int observations = in.readInt();
        double[] sums = new double[in.readInt()];
        double[] squares = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
          sums[i] = Double.longBitsToDouble(in.readLong());
          squares[i] = Double.longBitsToDouble(in.readLong());
        }
        blocks = Optional.of(ReturnBlocks.ofSums(observations, sums, squares));
      }
      Optional<String> problem =
          in.readBoolean() ? Optional.of(StudySpec.readText(in)) : Optional.empty();
      return new Evaluation(statistics, blocks, problem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
