/**
 * Feature values out, for other programs: CSV, Parquet and Arrow files with a manifest beside them.
 *
 * <p>Start with {@link dev.tradewind.store.export.FeatureExport}. Every format keeps each value to
 * the bit; undefined is an empty cell or null. Stateless and thread-safe.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store.export;
