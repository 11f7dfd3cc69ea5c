package dev.tradewind.platform.features.internal;

/** What stands where an input is missing. */
enum NullPolicy {
  /** Nothing. */
  SKIP,
  /** The last known value. */
  FORWARD_FILL,
  /** A value between its neighbours, known when the later one is. */
  INTERPOLATE
}
