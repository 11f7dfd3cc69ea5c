package dev.tradewind.store.imports;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;

/**
 * The bars of a file and what there is to say about them.
 *
 * @param series the accepted rows; must not be stored or simulated if the report says refused
 * @param report what was read, rejected, flagged and inferred
 * @param trades of a file of trades those that the bars were made of, in order of time; empty for a
 *     file of bars
 */
public record ImportResult(BarSeries series, ImportReport report, List<TradeTick> trades) {}
