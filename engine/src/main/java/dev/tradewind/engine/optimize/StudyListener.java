package dev.tradewind.engine.optimize;

/** Follows a study and can stop it. */
public interface StudyListener {
  /** Follows nothing and never stops. */
  StudyListener NONE = new StudyListener() {};

  /**
   * A trial is done; called one at a time, within a batch in no order, not again for those that
   * were known.
   */
  default void onTrial(Trial trial) {}

  /**
   * Tells how far the study has come and asks whether to go on.
   *
   * @param done trials done
   * @param total trials planned
   * @return whether to go on
   */
  default boolean onProgress(long done, long total) {
    return true;
  }
}
