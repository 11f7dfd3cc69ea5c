package dev.tradewind.store;

import java.util.List;
import java.util.Optional;

/**
 * A second place where watermarks are kept, the platform's database for example, for others to
 * read. The feature store's own, which move together with the values, are the truth: after a crash
 * between the two, the next refresh of a feature puts the stored one here again. Thread-safe.
 */
public interface Watermarks {
  /** Keeps none. */
  Watermarks NONE =
      new Watermarks() {
        @Override
        public Optional<Watermark> find(FeatureKey key) {
          return Optional.empty();
        }

        @Override
        public void save(Watermark watermark) {
          // The store's own is enough.
        }

        @Override
        public void delete(FeatureKey key) {
          // There is none.
        }
      };

  /** The watermark of a column. */
  Optional<Watermark> find(FeatureKey key);

  /** Keeps a watermark in place of the one before. */
  void save(Watermark watermark);

  /**
   * Keeps the watermarks of columns of one instrument and timeframe; those that are kept already
   * cost nothing more.
   */
  default void saveAll(List<Watermark> watermarks) {
    for (Watermark each : watermarks) {
      if (!find(each.key()).equals(Optional.of(each))) {
        save(each);
      }
    }
  }

  /** Forgets a watermark. */
  void delete(FeatureKey key);
}
