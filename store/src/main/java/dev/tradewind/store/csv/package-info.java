/**
 * Text out: bars as CSV that reads back bit for bit, and cells that are safe in a spreadsheet.
 *
 * <p>Start with {@link dev.tradewind.store.csv.CsvBarWriter}; whoever writes other text to CSV uses
 * {@link dev.tradewind.store.csv.CsvText}. Stateless and thread-safe.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store.csv;
