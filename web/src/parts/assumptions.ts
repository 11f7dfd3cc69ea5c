export interface AssumptionLike {
  key: string;
  text: string;
  warning: boolean;
}

/** Assumptions that say the same of several instruments. */
export interface AssumptionGroup {
  key: string;
  items: AssumptionLike[];
}

/** Warnings first, and within them in the given order what is alike: `data.AAPL.tick`. */
export function groupsOf(assumptions: readonly AssumptionLike[]): AssumptionGroup[] {
  const groups = new Map<string, AssumptionGroup>();
  for (const isWarning of [true, false]) {
    for (const assumption of assumptions.filter((each) => each.warning === isWarning)) {
      const key = `${isWarning} ${kindOf(assumption.key)}`;
      const group = groups.get(key) ?? { key, items: [] };
      group.items.push(assumption);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

/** Of which there is one for an instrument, as the engine's sheet names them. */
const BY_INSTRUMENT = new Set(["conversion", "data", "detail", "quotes", "rates", "sessions"]);

/** The key without the name of an instrument: of `data.AAPL` and `data.AAPL.tick`. */
function kindOf(key: string): string {
  const [first = "", ...rest] = key.split(".");
  return BY_INSTRUMENT.has(first) ? `${first} ${rest.length > 1 ? rest.at(-1) : ""}` : key;
}
