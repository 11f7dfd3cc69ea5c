/**
 * The demo data: which real files there are, where they come from and how they are imported.
 *
 * <p>Start with {@link dev.tradewind.store.demo.DemoCatalog}. This module holds none of the files.
 * Whoever ships them (the platform's jar, at build time) copies them to the resource names of the
 * catalogue:
 *
 * <ul>
 *   <li>{@code demo/sp500-2000.csv} from the npm package {@code vega-datasets} 3.2.1, {@code
 *       data/sp500-2000.csv}
 *   <li>{@code demo/appleinc_bars_from_20130101_usd.csv} and {@code
 *       demo/bitstamp_trades_from_20131125_usd.csv} from the root of the Maven artifact {@code
 *       org.ta4j:ta4j-examples} 0.18
 * </ul>
 *
 * They are imported like a user's file: {@link dev.tradewind.store.demo.DemoDataset#read(Path)}
 * does nothing but pass the dataset's options to the file reader.
 */
@org.jspecify.annotations.NullMarked
package dev.tradewind.store.demo;

import java.nio.file.Path;
