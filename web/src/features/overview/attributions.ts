interface Attributed {
  instrument: string;
  attribution: string | null;
}

/** Each attribution once, with the instruments it belongs to. */
export function attributionsOf(
  series: readonly Attributed[],
): { instruments: string[]; text: string }[] {
  const byText = new Map<string, Set<string>>();
  for (const { instrument, attribution } of series) {
    if (attribution) {
      byText.set(attribution, (byText.get(attribution) ?? new Set()).add(instrument));
    }
  }
  return [...byText].map(([text, instruments]) => ({ text, instruments: [...instruments].sort() }));
}
