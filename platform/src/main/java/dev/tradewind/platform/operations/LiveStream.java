package dev.tradewind.platform.operations;

/** What those who watch the platform live are told. Used by modules that have news. Thread-safe. */
public interface LiveStream {
  /**
   * Tells every watcher.
   *
   * @param type of the news, which watchers that do not know it ignore
   * @param body what is written as JSON under {@code body}
   */
  void publish(String type, Object body);
}
