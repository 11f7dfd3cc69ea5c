package dev.tradewind.platform.instruments;

import dev.tradewind.engine.time.TimeframeDefinition;
import java.util.List;
import java.util.Optional;

/** The timeframes that are offered and built: rows of a table. Used by other modules. */
public interface KnownTimeframes {
  /** The definition of that canonical code. */
  Optional<TimeframeDefinition> find(String code);

  /**
   * All of them: calendar-aligned ones first, then trading-aligned ones, each by unit and count.
   */
  List<TimeframeDefinition> all();
}
