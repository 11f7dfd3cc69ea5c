package dev.tradewind.store.imports;

import dev.tradewind.engine.market.Quote;
import dev.tradewind.engine.market.TradeTick;
import java.util.List;

/**
 * A file whose rows have been read and put in order.
 *
 * @param kind what its rows are
 * @param format what kind of file it is
 * @param grid the length of the bars
 * @param assembler the accepted rows as bars; nothing of a file of quotes
 * @param rejections the rejected rows
 * @param rowsRead rows that hold data
 * @param trades those that were aggregated; empty if rows are something else
 * @param quotes empty if rows are something else
 */
record ParsedFile(
    RowKind kind,
    Format format,
    TimeGrid grid,
    SeriesAssembler assembler,
    RejectionLog rejections,
    long rowsRead,
    List<TradeTick> trades,
    List<Quote> quotes) {}
