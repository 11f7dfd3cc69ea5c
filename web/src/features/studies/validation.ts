const BINS = 12;

/** Values in bins of equal width; edges are one more than counts. */
export function histogramOf(values: readonly number[]): { edges: number[]; counts: number[] } {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const width = (high - low) / BINS;
  if (!(width > 0)) {
    return {
      edges: values.length > 0 ? [low, low] : [],
      counts: values.length > 0 ? [values.length] : [],
    };
  }
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of values) {
    const bin = Math.min(BINS - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: BINS + 1 }, (_, i) => low + i * width), counts };
}
