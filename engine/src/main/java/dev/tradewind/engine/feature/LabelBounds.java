package dev.tradewind.engine.feature;

/** Bounds of the parameters of labels. */
final class LabelBounds {
  private static final int MOST = 1_000_000;

  private LabelBounds() {}

  static void bars(String name, int bars, int least) {
    if (bars < least || bars > MOST) {
      throw new IllegalArgumentException(
          name + " must be in " + least + ".." + MOST + ", was " + bars);
    }
  }

  static void multiple(String name, double multiple) {
    if (!(multiple > 0)) {
      throw new IllegalArgumentException(
          name + " must be > 0, was " + multiple + " (label triple_barrier)");
    }
  }
}
