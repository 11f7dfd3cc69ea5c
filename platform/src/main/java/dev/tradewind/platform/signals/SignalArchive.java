package dev.tradewind.platform.signals;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.SignalSource;
import java.util.List;
import java.util.Optional;

/**
 * Signals as conditions of a strategy. Used by simulations. A run names them {@code signals NAME},
 * with {@code vN} for a version that is not the one in use and {@code computed} for conditions that
 * are computed anew instead of read.
 */
public interface SignalArchive {
  /** How the name of a strategy that trades signals begins. */
  String PREFIX = "signals ";

  /**
   * The rule that trades the signals of a name; empty if the text is no such name, or names no
   * definition. Its id has the version.
   */
  Optional<RuleDescriptor> find(String text);

  /**
   * What the rule reads in a run.
   *
   * @param text as in {@link #find}
   * @param series of the run
   * @throws UnavailableSignalsException if signals are not generated up to the bars of the run
   */
  SignalSource source(String text, List<BarSeries> series);
}
