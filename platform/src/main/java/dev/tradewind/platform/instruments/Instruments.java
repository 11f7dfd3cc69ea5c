package dev.tradewind.platform.instruments;

import dev.tradewind.engine.market.Instrument;
import dev.tradewind.platform.shared.Problems;
import java.util.List;
import java.util.Optional;

/** The known instruments. Used by imports and simulations. */
public interface Instruments {
  /** The instrument of that name. */
  Optional<Instrument> find(String id);

  /** All of them by id. */
  List<Instrument> all();

  /**
   * The instrument an import is for: the known one, or the one that the fields describe. Fields
   * that contradict a known instrument are problems.
   */
  Optional<Instrument> resolve(String id, InstrumentFields fields, Problems problems);

  /** Adds an instrument if it is not known yet. */
  void ensure(Instrument instrument);
}
