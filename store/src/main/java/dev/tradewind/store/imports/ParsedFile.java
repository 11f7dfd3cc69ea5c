package dev.tradewind.store.imports;

import dev.tradewind.engine.market.TradeTick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file whose rows have been read and put in order.
 *
 * @param format what kind of file it is
 * @param grid the length of the bars
 * @param assembler the accepted rows
 * @param rejections the rejected rows
 * @param rowsRead rows that hold data
 * @param trades those that were aggregated; {@code null} if rows are bars
 */
record ParsedFile(
    Format format,
    TimeGrid grid,
    SeriesAssembler assembler,
    RejectionLog rejections,
    long rowsRead,
    @Nullable List<TradeTick> trades) {}
