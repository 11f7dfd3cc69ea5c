package dev.tradewind.plugins;

/** Something went wrong in a plugin's process; its message says it all. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    super(message);
  }
}
