package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.Fill;
import dev.tradewind.engine.strategy.OrderUpdate;

/** What {@link OrderDesk} needs of the run around it. */
interface RunSurroundings {
  long now();

  /** Whether the orders of this moment's opens are being filled. */
  boolean opening();

  void onFill(InstrumentRun run, Fill fill);

  void onOrder(InstrumentRun run, OrderUpdate update);

  /** Notes a step of which nothing could happen; says whether the run ends with it. */
  boolean overflowed(String message);

  /** Where the run is with an instrument, for messages. */
  String place(InstrumentRun run);
}
