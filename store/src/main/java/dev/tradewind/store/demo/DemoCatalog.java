package dev.tradewind.store.demo;

import dev.tradewind.engine.market.AssetClass;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import dev.tradewind.engine.time.TradingCalendar;
import dev.tradewind.store.imports.ImportOptions;
import java.math.BigDecimal;
import java.util.List;

/** The demo data, all of it real prices. */
public final class DemoCatalog {
  private static final Instrument SP500 =
      new Instrument(
          "SPX",
          AssetClass.INDEX,
          "USD",
          new BigDecimal("0.01"),
          new BigDecimal("0.001"),
          TradingCalendar.EXCHANGE);
  private static final Instrument AAPL =
      new Instrument(
          "AAPL",
          AssetClass.EQUITY,
          "USD",
          new BigDecimal("0.01"),
          BigDecimal.ONE,
          TradingCalendar.EXCHANGE);
  private static final Instrument BTC =
      new Instrument(
          "BTC-USD",
          AssetClass.CRYPTO,
          "USD",
          new BigDecimal("0.01"),
          new BigDecimal("0.00000001"),
          TradingCalendar.ROUND_THE_CLOCK);

  private static final String TA4J =
      "distributed with ta4j-examples 0.18 (MIT licence), a part of the ta4j project.";

  private DemoCatalog() {}

  /** Every dataset, in the order in which it should be shown. */
  public static List<DemoDataset> datasets() {
    return List.of(
        new DemoDataset(
            "sp500-daily",
            "S&P 500 index, daily, 2000 to 2020",
            "demo/sp500-2000.csv",
            ImportOptions.of(SP500, Timeframe.parse("1D")),
            "S&P 500 daily prices 2000-2020 from Yahoo Finance, distributed with vega-datasets"
                + " 3.2.1 (BSD-3-Clause licence).",
            "BSD-3-Clause"),
        new DemoDataset(
            "aapl-daily",
            "Apple shares, daily, 2013",
            "demo/appleinc_bars_from_20130101_usd.csv",
            ImportOptions.of(AAPL, Timeframe.parse("1D")),
            "Apple daily prices of 2013, " + TA4J,
            "MIT"),
        trades("btc-minutes", "Bitcoin on Bitstamp, 1-minute bars", "1m"),
        trades("btc-hours", "Bitcoin on Bitstamp, 1-hour bars", "1h"));
  }

  private static DemoDataset trades(String id, String title, String timeframe) {
    return new DemoDataset(
        id,
        title + ", 25 November to 1 December 2013",
        "demo/bitstamp_trades_from_20131125_usd.csv",
        ImportOptions.of(BTC, Timeframe.parse(timeframe)),
        "Bitcoin trades on Bitstamp from 2013-11-25 to 2013-12-01, " + TA4J,
        "MIT");
  }
}
