package dev.tradewind.engine.market;

/** What kind of thing an {@link Instrument} is. */
public enum AssetClass {
  /** A crypto-currency pair. */
  CRYPTO,
  /** A share or an exchange-traded fund. */
  EQUITY,
  /** A foreign-exchange pair. */
  FX,
  /** An index, which cannot itself be traded but can be simulated. */
  INDEX,
  /** Anything else. */
  OTHER
}
