import type { AssumptionOption } from "../api/types";

/** Values by option; what is left out has the option's default. */
export type Changes = Readonly<Record<string, string>>;

/** The options that most readers ask for first; all others are folded away. */
const FIRST = ["initialCash", "fillModel", "feeBps", "slippageBps", "participation"];

/** Options that say nothing unless another one has one of these values. */
const ONLY_WITH: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  feeBps: ["costModel", ["per_notional"]],
  makerFeeBps: ["costModel", ["per_notional"]],
  feeTiers: ["costModel", ["per_notional"]],
  feePerUnit: ["costModel", ["per_share"]],
  feePerOrder: ["costModel", ["fixed"]],
  slippageBps: ["slippageModel", ["fixed_bps"]],
  spreadBps: ["slippageModel", ["spread"]],
  impact: ["slippageModel", ["volume_share", "square_root"]],
};

const UNITS: readonly [RegExp, string][] = [
  [/ bps$/, ", basis points"],
  [/ millis$/, ", milliseconds"],
];

/** `latencyMillis` as `Latency, milliseconds`; `next_open` as `Next open`. */
export function labelOfOption(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return UNITS.reduce((text, [pattern, unit]) => text.replace(pattern, unit), label);
}

/** Options that are as another one unless they are given. */
const FOLLOWS: Readonly<Record<string, string>> = { makerFeeBps: "feeBps" };

function defaultOf(option: AssumptionOption, changes: Changes): string {
  return changes[FOLLOWS[option.name] ?? ""] ?? option.defaultValue;
}

/** The value in force: the changed one or the default. */
export function valueOf(option: AssumptionOption, changes: Changes): string {
  return changes[option.name] ?? defaultOf(option, changes);
}

/** The help with the names of options and of their values as the form shows them. */
export function helpOf(option: AssumptionOption, options: readonly AssumptionOption[]): string {
  const names = options.flatMap((each) => [
    each.name,
    ...each.choices.map((choice) => choice.value),
  ]);
  const shown = names.filter((name) => /[A-Z_]/.test(name));
  return shown.reduce(
    (text, name) => text.replace(new RegExp(`\\b${name}\\b`, "g"), `“${labelOfOption(name)}”`),
    option.help,
  );
}

/** Whether an option has a meaning with the others, or holds a value that must be seen. */
export function isRelevant(
  option: AssumptionOption,
  options: readonly AssumptionOption[],
  changes: Changes,
): boolean {
  const condition = ONLY_WITH[option.name];
  if (!condition || isChanged(option, changes)) {
    return true;
  }
  const other = options.find((each) => each.name === condition[0]);
  return !other || condition[1].includes(valueOf(other, changes));
}

export function isChanged(option: AssumptionOption, changes: Changes): boolean {
  const value = changes[option.name];
  return value !== undefined && !isSame(value, option, defaultOf(option, changes));
}

function isSame(value: string, option: AssumptionOption, byDefault: string): boolean {
  const [a, b] = [value.trim(), byDefault.trim()];
  const isNumber = option.type === "DECIMAL" || option.type === "INTEGER";
  return a === b || (isNumber && a !== "" && b !== "" && Number(a) === Number(b));
}

export interface OptionGroup {
  title: string;
  options: AssumptionOption[];
}

/** The options shown at once, and the others under their groups in the registry's order. */
export function arrange(options: readonly AssumptionOption[]): {
  first: AssumptionOption[];
  more: OptionGroup[];
} {
  const first = FIRST.flatMap((name) => options.find((each) => each.name === name) ?? []);
  const more = new Map<string, AssumptionOption[]>();
  for (const option of options.filter((each) => !first.includes(each))) {
    more.set(option.group, [...(more.get(option.group) ?? []), option]);
  }
  return {
    first,
    more: [...more].map(([group, list]) => ({ title: labelOfOption(group), options: list })),
  };
}

/** What is wrong with a value before the server sees it; nothing where it may be right. */
export function problemOf(option: AssumptionOption, changes: Changes): string | undefined {
  const value = changes[option.name]?.trim();
  if (value === undefined || (option.type !== "DECIMAL" && option.type !== "INTEGER")) {
    return undefined;
  }
  if (value === "") {
    return `A number is needed; the default is ${option.defaultValue}.`;
  }
  const isWhole = option.type === "INTEGER";
  const pattern = isWhole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
  if (!pattern.test(value)) {
    return `${isWhole ? "A whole number" : "A decimal number"} is needed, was “${value}”.`;
  }
  const number = Number(value);
  if (option.min !== null && number < Number(option.min)) {
    return `At least ${option.min}, was ${value}.`;
  }
  if (option.max !== null && number > Number(option.max)) {
    return `At most ${option.max}, was ${value}.`;
  }
  return undefined;
}

/** What is sent: the values that differ from the defaults. */
export function changed(options: readonly AssumptionOption[], changes: Changes): Changes {
  return Object.fromEntries(
    options
      .filter((each) => isChanged(each, changes))
      .map((each) => [each.name, (changes[each.name] ?? "").trim()]),
  );
}

/** One sentence with the range of a number, where it has one that helps. */
export function rangeOf({ type, min, max }: AssumptionOption): string {
  const isNumber = type === "DECIMAL" || type === "INTEGER";
  const isHuge = (text: string | null) => text === null || Math.abs(Number(text)) >= 1e9;
  return isNumber && !isHuge(min) && !isHuge(max) ? `From ${min} to ${max}.` : "";
}
