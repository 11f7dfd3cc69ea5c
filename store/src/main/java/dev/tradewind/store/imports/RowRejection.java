package dev.tradewind.store.imports;

/**
 * A row that is not in the series.
 *
 * @param line its line in the file, from 1; in JSON and Parquet the number of the element, from 1
 * @param reason what is wrong, with the field, the value and the bound
 * @param text the row as written, at most 200 characters
 */
public record RowRejection(long line, String reason, String text) {}
