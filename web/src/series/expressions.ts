/** Where an expression is drawn: with the prices, in a pane of its own, or as its scale suggests. */
export type PaneChoice = "auto" | "price" | "own";

/** An expression drawn on a chart. */
export interface ExpressionChoice {
  text: string;
  pane: PaneChoice;
}

const MAX_EXPRESSIONS = 6;
const MAX_TEXT = 1_000;

/** Reads what {@link printExpressions} writes; what is not understood is left out. */
export function parseExpressions(list: unknown): ExpressionChoice[] {
  const items = Array.isArray(list) ? (list as unknown[]) : list === undefined ? [] : [list];
  const choices = new Map<string, ExpressionChoice>();
  for (const item of items) {
    const match = typeof item === "string" ? /^(?:(price|own)\|)?([\s\S]+)$/.exec(item) : null;
    const text = match?.[2]?.trim() ?? "";
    if (text && text.length <= MAX_TEXT && choices.size < MAX_EXPRESSIONS && !choices.has(text)) {
      choices.set(text, { text, pane: (match?.[1] as PaneChoice | undefined) ?? "auto" });
    }
  }
  return [...choices.values()];
}

/** Expressions for the address; absent where there is none. */
export function printExpressions(choices: readonly ExpressionChoice[]): string[] | undefined {
  return choices.length === 0
    ? undefined
    : choices.map(({ text, pane }) => (pane === "auto" ? text : `${pane}|${text}`));
}

/** The list with another expression at its end; as it was where it is full or has it already. */
export function withExpression(
  choices: readonly ExpressionChoice[],
  text: string,
): readonly ExpressionChoice[] {
  const wanted = text.trim();
  const isKnown = choices.some((each) => each.text === wanted);
  return wanted === "" || isKnown || choices.length >= MAX_EXPRESSIONS
    ? choices
    : [...choices, { text: wanted, pane: "auto" }];
}

/** Whether another expression may be added. */
export function hasRoom(choices: readonly ExpressionChoice[]): boolean {
  return choices.length < MAX_EXPRESSIONS;
}

/**
 * The pane whose scale suits values: the prices' own where most of the values lie near the price of
 * their bar, else one for themselves. Undefined values do not count.
 */
export function suitedPane(
  values: readonly (number | null)[],
  candles: { h: readonly number[]; l: readonly number[]; c: readonly number[] },
): "price" | "own" {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < candles.c.length; i++) {
    low = Math.min(low, candles.l[i] ?? Infinity);
    high = Math.max(high, candles.h[i] ?? -Infinity);
  }
  const room = (high - low) / 2;
  let near = 0;
  let all = 0;
  values.forEach((value, i) => {
    if (value !== null) {
      all += 1;
      near += Math.abs(value - (candles.c[i] ?? Infinity)) <= room ? 1 : 0;
    }
  });
  return all > 0 && near / all >= 0.8 ? "price" : "own";
}

/** A name short enough for a legend: `zscore(log_return(c…`. */
export function shortName(text: string, most = 40): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
