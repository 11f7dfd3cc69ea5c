package dev.tradewind.store.imports;

/**
 * A file whose rows have been read and put in order.
 *
 * @param format what kind of file it is
 * @param grid the length of the bars
 * @param assembler the accepted rows
 * @param rejections the rejected rows
 * @param rowsRead rows that hold data
 * @param trades trades that were aggregated; -1 if rows are bars
 */
record ParsedFile(
    Format format,
    TimeGrid grid,
    SeriesAssembler assembler,
    RejectionLog rejections,
    long rowsRead,
    long trades) {}
