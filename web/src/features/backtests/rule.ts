/** A strategy that is written as two conditions. */
export interface Rule {
  enter: string;
  exit: string;
}

/** What a new rule begins with. */
export const FIRST_RULE: Rule = {
  enter: "crosses_above(ema(close, 9), ema(close, 21))",
  exit: "crosses_below(ema(close, 9), ema(close, 21))",
};

/** The conditions of a strategy's name, or null where it is not a rule. */
export function readRule(strategy: string): Rule | null {
  const parts = /^enter ([^;]*); exit (.*)$/s.exec(strategy);
  return parts ? { enter: parts[1] ?? "", exit: parts[2] ?? "" } : null;
}

/** The name under which a rule is run. */
export function writeRule({ enter, exit }: Rule): string {
  const oneLine = (text: string) => text.replace(/[\s;]+/g, " ");
  return `enter ${oneLine(enter)}; exit ${oneLine(exit)}`;
}
