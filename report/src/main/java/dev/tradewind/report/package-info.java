/**
 * A simulation result for people and programs: one JSON document, CSV tables, and one
 * self-contained HTML file.
 *
 * <p>Start with {@link dev.tradewind.report.ResultJson} and {@link
 * dev.tradewind.report.HtmlReport}. The pure reductions that charts need ({@link
 * dev.tradewind.report.CurveReduction}, {@link dev.tradewind.report.BarReduction}, {@link
 * dev.tradewind.report.MonthlyReturns}, {@link dev.tradewind.report.Histogram}) are here too,
 * because the server sends the same charts. Depends on the engine and on streaming JSON only.
 * Nothing here keeps state; every output is a function of its input, so the same run gives the same
 * bytes.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.report;
