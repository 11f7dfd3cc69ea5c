package dev.tradewind.platform.signals;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.strategy.RuleDescriptor;
import dev.tradewind.engine.strategy.Signal;
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

  /** The signals of a run. */
  @FunctionalInterface
  interface Traded {
    /**
     * What the rule reads in a run over these bars: for those of the run what is stored, for others
     * what generating from them and from the stored bars before them gives.
     */
    SignalSource on(List<BarSeries> world);
  }

  /**
   * What the rule reads in a run and in the checks of it.
   *
   * @param text as in {@link #find}
   * @param series of the run
   * @throws UnavailableSignalsException if signals are not generated up to the bars of the run
   */
  Traded open(String text, List<BarSeries> series);

  /**
   * The stored signals of a definition in the order in which they became known, as a strategy is
   * told of them.
   *
   * @param name of the definition, the version in use
   * @param series of the run; signals on other bars are left out
   * @throws UnavailableSignalsException if there is no such definition, or its signals are not
   *     generated up to the bars of the run
   */
  List<Signal> told(String name, List<BarSeries> series);
}
