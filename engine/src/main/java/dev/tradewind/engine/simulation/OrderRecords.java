package dev.tradewind.engine.simulation;

import dev.tradewind.engine.strategy.OrderSize;
import dev.tradewind.engine.strategy.OrderState;
import dev.tradewind.engine.strategy.OrderType;
import dev.tradewind.engine.strategy.Side;
import dev.tradewind.engine.strategy.TimeInForce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the list of a run's orders when it is first asked for. */
final class OrderRecords {
  private OrderRecords() {}

  /** All orders by id: those with a record, those refused, those that their fill tells all of. */
  static List<OrderRecord> of(SimulationRun run) {
    List<OrderRecord> all = new ArrayList<>(run.desk.archive);
    all.addAll(run.desk.refusals.neverOrders());
    FillList fills = run.fills;
    for (int i = 0; i < fills.size(); i++) {
      if (fills.isWhole(i)) {
        all.add(whole(run.runs[fills.instrument(i)], fills, i));
      }
    }
    all.sort(Comparator.comparingLong(OrderRecord::id));
    return List.copyOf(all);
  }

  private static OrderRecord whole(InstrumentRun run, FillList fills, int i) {
    long lots = Math.abs(fills.signedLots(i));
    int bar = fills.bar(i);
    return new OrderRecord(
        fills.orderId(i),
        run.index,
        fills.signedLots(i) > 0 ? Side.BUY : Side.SELL,
        fills.isEntire(i) ? new OrderSize.EntirePosition() : new OrderSize.Lots(lots),
        new OrderType.Market(),
        new TimeInForce.Gtc(),
        "",
        OrderState.FILLED,
        lots,
        lots,
        run.series.closeTime(bar - 1),
        run.series.openTime(bar),
        "");
  }
}
