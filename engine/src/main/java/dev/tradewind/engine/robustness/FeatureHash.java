package dev.tradewind.engine.robustness;

import dev.tradewind.engine.simulation.SimulationListener;
import dev.tradewind.engine.strategy.FeatureHandle;
import dev.tradewind.engine.strategy.StrategyContext;
import dev.tradewind.engine.strategy.StrategySetup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of what a strategy saw: SHA-256 for each feature it declared, over the instrument,
 * the canonical text and the values on all bars, each as eight little-endian bytes. Used to say,
 * when a run is repeated, which input changed.
 *
 * @param hash over all of them, hexadecimal
 * @param features in the order in which they were declared
 */
public record FeatureHash(String hash, List<Feature> features) {
  /** Copies the list. */
  public FeatureHash {
    features = List.copyOf(features);
  }

  /** One feature. */
  public record Feature(String instrument, String expression, String hash) {}

  /** Repeats a run and identifies its features. */
  public static FeatureHash of(Subject subject, SimulationListener listener) {
    Tape tape = new Tape(subject);
    subject.run(new Recorder(subject.make(), tape).strategy(), listener);
    MessageDigest all = sha256();
    List<Feature> features = new ArrayList<>();
    for (Column column : tape.columns) {
      Feature feature = column.finish();
      features.add(feature);
      all.update((feature.hash() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return new FeatureHash(HexFormat.of().formatHex(all.digest()), features);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** One feature in the making. */
  private static final class Column {
    private final String instrument;
    private final String text;
    private final FeatureHandle handle;
    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(8_192).order(ByteOrder.LITTLE_ENDIAN);

    private Column(String instrument, Recorder.Declared declared) {
      this.instrument = instrument;
      this.text = declared.text();
      this.handle = declared.handle();
      digest.update((instrument + " " + text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void add(double value) {
      if (!buffer.hasRemaining()) {
        drain();
      }
      buffer.putLong(Double.doubleToLongBits(value));
    }

    private void drain() {
      buffer.flip();
      digest.update(buffer);
      buffer.clear();
    }

    private Feature finish() {
      drain();
      return new Feature(instrument, text, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static final class Tape implements Recorder.Observer {
    private final Subject subject;
    private final List<Column> columns = new ArrayList<>();

    private Tape(Subject subject) {
      this.subject = subject;
    }

    @Override
    public void started(StrategySetup setup, List<Recorder.Declared> declared) {
      for (Recorder.Declared each : declared) {
        int instrument = each.handle().instrument();
        columns.add(new Column(subject.series().get(instrument).instrument().id(), each));
      }
    }

    @Override
    public void ended(int event, String callback, StrategyContext context) {
      if (!callback.equals(Recorder.ON_BAR)) {
        return;
      }
      int instrument = context.instrument();
      for (Column column : columns) {
        if (column.handle.instrument() == instrument) {
          column.add(context.value(column.handle, 0));
        }
      }
    }
  }
}
