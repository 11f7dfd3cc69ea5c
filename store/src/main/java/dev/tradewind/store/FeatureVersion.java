package dev.tradewind.store;

/**
 * A feature of a version.
 *
 * @param name as in its definition
 * @param version &ge; 1
 */
public record FeatureVersion(String name, int version) {
  /** Refuses a version that cannot be. */
  public FeatureVersion {
    if (version < 1) {
      throw new IllegalArgumentException(
          "version must be >= 1, was " + version + " (feature " + name + ")");
    }
  }

  @Override
  public String toString() {
    return name + " v" + version;
  }
}
