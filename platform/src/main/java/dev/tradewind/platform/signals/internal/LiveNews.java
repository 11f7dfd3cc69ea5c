package dev.tradewind.platform.signals.internal;

import dev.tradewind.platform.operations.LiveStream;
import dev.tradewind.platform.signals.NewSignals;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Tells those who watch the platform live of new signals. */
@Component
class LiveNews {
  private final LiveStream stream;

  LiveNews(LiveStream stream) {
    this.stream = stream;
  }

  /** How many signals are new, and the newest of them. */
  record Body(
      String definition,
      int version,
      String instrument,
      String timeframe,
      int count,
      NewSignals.NewSignal newest) {}

  @ApplicationModuleListener
  void on(NewSignals news) {
    stream.publish(
        "signals",
        new Body(
            news.definition(),
            news.version(),
            news.instrument(),
            news.timeframe(),
            news.signals().size(),
            news.signals().getLast()));
  }
}
