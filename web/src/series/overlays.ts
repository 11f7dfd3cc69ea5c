/** An indicator over the candles (sma, ema) or in a pane below them (rsi). */
export interface IndicatorChoice {
  function: "sma" | "ema" | "rsi";
  period: number;
}

const MAX_OVERLAYS = 6;

/** Reads `ema20,sma200,rsi14`; what is not understood is left out. */
export function parseOverlays(text: string | undefined): IndicatorChoice[] {
  const seen = new Set<string>();
  return (text ?? "")
    .split(",")
    .map((part) => /^(sma|ema|rsi)([1-9]\d{0,3})$/.exec(part.trim().toLowerCase()))
    .filter((match) => match !== null && !seen.has(match[0]) && Boolean(seen.add(match[0])))
    .slice(0, MAX_OVERLAYS)
    .map((match) => ({
      function: match?.[1] as IndicatorChoice["function"],
      period: Number(match?.[2]),
    }));
}

/** Writes what {@link parseOverlays} reads; absent where there is none. */
export function printOverlays(choices: readonly IndicatorChoice[]): string | undefined {
  return choices.length === 0
    ? undefined
    : choices.map((choice) => `${choice.function}${choice.period}`).join(",");
}

/** `EMA 20`. */
export function overlayName(choice: IndicatorChoice): string {
  return `${choice.function.toUpperCase()} ${choice.period}`;
}
