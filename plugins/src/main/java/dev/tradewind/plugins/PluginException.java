package dev.tradewind.plugins;

/** Something went wrong in a plugin's process; prints as its message alone. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }

  /** Runs print what a strategy threw; which class of ours carries it says nothing. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
