/** An SVG path through the values in a box; empty for fewer than two finite values. */
export function sparklinePath(
  values: readonly number[],
  width: number,
  height: number,
  padding = 2,
): string {
  const known = values.filter((value) => Number.isFinite(value));
  if (known.length < 2) {
    return "";
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const range = high - low || 1;
  const step = (width - 2 * padding) / (known.length - 1);
  return known
    .map((value, i) => {
      const x = padding + i * step;
      const y = padding + (1 - (value - low) / range) * (height - 2 * padding);
      return `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
