package dev.tradewind.platform;

import dev.tradewind.platform.signals.NewSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.modulith.events.ApplicationModuleListener;

/** Another module's ears: what it was told of new signals. */
class SignalWitness {
  private final List<NewSignals> heard = new CopyOnWriteArrayList<>();

  @ApplicationModuleListener
  void on(NewSignals news) {
    heard.add(news);
  }

  List<NewSignals.NewSignal> of(String definition) {
    List<NewSignals.NewSignal> found = new ArrayList<>();
    heard.stream()
        .filter(each -> each.definition().equals(definition))
        .forEach(each -> found.addAll(each.signals()));
    return found;
  }
}
