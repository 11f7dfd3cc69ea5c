interface FlagWords {
  label: string;
  meaning: string;
}

const WORDS: Record<string, FlagWords> = {
  GAP: {
    label: "Gaps",
    meaning: "Bars are missing between two neighbours. Indicators and trades jump over the hole.",
  },
  DUPLICATE: {
    label: "Duplicates",
    meaning: "The same bar is there more than once; one of them is kept.",
  },
  MISALIGNED: {
    label: "Off the grid",
    meaning: "The bar does not open on the grid of its timeframe, for example at a full hour.",
  },
  HIGH_BELOW_LOW: {
    label: "High below low",
    meaning: "The highest price is below the lowest; at least one of the two is wrong.",
  },
  OUTSIDE_RANGE: {
    label: "Outside the range",
    meaning: "Open or close lies outside the range from low to high.",
  },
  NON_POSITIVE_PRICE: {
    label: "Prices of zero or less",
    meaning: "A price is not above zero; returns over it mean nothing.",
  },
  ZERO_VOLUME: {
    label: "No volume",
    meaning: "Nothing was traded in these bars, so a fill there would have been luck.",
  },
  MISSING_VOLUME: {
    label: "Unknown volume",
    meaning: "The file gives no volume for these bars.",
  },
  OUTLIER_ZSCORE: {
    label: "Outliers (z-score)",
    meaning: "The return is many standard deviations from the mean.",
  },
  OUTLIER_IQR: {
    label: "Outliers (quartiles)",
    meaning: "The return lies many quartile ranges from the middle half of all returns.",
  },
  FLAT_RUN: {
    label: "Flat runs",
    meaning:
      "Many bars in a row have the same four prices: a halted market or a feed that stood still.",
  },
  INTERPOLATED_RUN: {
    label: "Straight lines",
    meaning: "Prices move in a straight line, as if somebody had filled a hole.",
  },
  SPLIT_LIKE_JUMP: {
    label: "Split-like jumps",
    meaning:
      "The price jumps by the ratio of a share split; the series may not be adjusted for it.",
  },
  FUTURE: {
    label: "In the future",
    meaning: "The bar opens later than now. The zone or the unit of the times may be wrong.",
  },
};

/** A quality flag in words; a kind that is not known is made readable. */
export function flagWords(kind: string): FlagWords {
  const known = WORDS[kind];
  if (known) {
    return known;
  }
  const words = kind.toLowerCase().replaceAll("_", " ");
  return {
    label: words.charAt(0).toUpperCase() + words.slice(1),
    meaning: "Flagged while importing, and kept as it was.",
  };
}
