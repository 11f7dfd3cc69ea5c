import type {
  DeclaredParameter,
  StrategyField,
  StrategyParameter,
  StrategyProblem,
  StrategyRule,
} from "../../api/types";

/** A rule as the form holds it. */
export interface RuleForm {
  fields: Record<string, string>;
  parameters: StrategyParameter[];
  instruments: string[];
}

/** What a new rule begins with. */
export const FIRST_RULE: RuleForm = {
  fields: {
    name: "",
    enter: "crosses_above(ema(close, $fast), ema(close, $slow))",
    exit: "crosses_below(ema(close, $fast), ema(close, $slow))",
    require: "$fast < $slow",
    "size.type": "percent_of_equity",
    "size.value": "50",
  },
  parameters: [
    { name: "fast", type: "integer", default: "10", min: "2", max: "200" },
    { name: "slow", type: "integer", default: "30", min: "3", max: "400" },
  ],
  instruments: [],
};

export function formOf(rule: StrategyRule | null): RuleForm {
  return rule
    ? {
        fields: { ...rule.fields },
        parameters: rule.parameters ?? [],
        instruments: rule.instruments ?? [],
      }
    : FIRST_RULE;
}

/** The rule without what was left empty. */
export function toRule(form: RuleForm): StrategyRule {
  const fields = Object.entries(form.fields).filter(([, text]) => text.trim() !== "");
  return {
    fields: Object.fromEntries(fields),
    parameters: form.parameters,
    instruments: form.instruments,
  };
}

/** The parameters that an expression may name now; those that are no numbers yet are left out. */
export function declared(parameters: readonly StrategyParameter[]): DeclaredParameter[] {
  return parameters.flatMap((each) => {
    const [byDefault, min, max] = [each.default, each.min, each.max].map((text) =>
      text === undefined || text === null || text.trim() === "" ? NaN : Number(text),
    );
    if (
      !each.name ||
      byDefault === undefined ||
      min === undefined ||
      max === undefined ||
      !(min <= byDefault && byDefault <= max)
    ) {
      return [];
    }
    return [
      {
        name: each.name,
        type: each.type === "integer" ? ("INTEGER" as const) : ("NUMBER" as const),
        min,
        max,
        step: each.step ? Number(each.step) : 1,
        defaultValue: byDefault,
      },
    ];
  });
}

export interface Section {
  title: string;
  note?: string;
  paths: string[];
  /** Whether its fields are short and stand two in a row. */
  isPaired?: boolean;
}

/** The fields as a form groups them; every field of a rule is in one of them. */
export const SECTIONS: Section[] = [
  { title: "What it is", paths: ["name", "title", "description", "source"] },
  { title: "Direction", paths: ["direction", "timeframe"] },
  {
    title: "Entry and exit",
    note: "Decided on a bar's close, filled at the next open.",
    paths: ["enter", "exit", "shortEnter", "shortExit"],
  },
  {
    title: "Size",
    paths: [
      "size.type",
      "size.value",
      "size.lookback",
      "size.max",
      "size.minTrades",
      "size.before",
    ],
  },
  {
    title: "Stop, target and time",
    isPaired: true,
    note: "Of a price, a distance and a fraction one may be given.",
    paths: [
      "stop.price",
      "stop.distance",
      "stop.fraction",
      "target.price",
      "target.distance",
      "target.fraction",
      "trailingStop.distance",
      "trailingStop.fraction",
      "timeStop",
    ],
  },
  { title: "Further entries", isPaired: true, paths: ["pyramiding", "cooldown"] },
  {
    title: "Several instruments",
    isPaired: true,
    paths: ["universe.filter", "rank", "top", "rebalance", "tolerance"],
  },
];

const SHORT = ["shortEnter", "shortExit"];
const LONG = ["enter", "exit"];
const OF_SIZE: Record<string, string[]> = {
  "size.lookback": ["volatility_target"],
  "size.max": ["volatility_target", "kelly"],
  "size.minTrades": ["kelly"],
  "size.before": ["kelly"],
};

/** Whether a field means anything with what else was chosen, or holds a text that must be seen. */
export function isShown(path: string, fields: Record<string, string>): boolean {
  if (fields[path]) {
    return true;
  }
  const direction = fields.direction || "long";
  if (
    (SHORT.includes(path) && direction === "long") ||
    (LONG.includes(path) && direction === "short")
  ) {
    return false;
  }
  const types = OF_SIZE[path];
  return !types || types.includes(fields["size.type"] || "equal_cash");
}

/** `trailingStop.distance` as `Trailing stop: distance`. */
export function labelOf(path: string): string {
  const words = (text: string) => text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const [group, key] = path.split(".");
  const head = words(group ?? "");
  const label = head.charAt(0).toUpperCase() + head.slice(1);
  return key ? `${label}: ${words(key)}` : label;
}

/** `percent_of_equity` as `Percent of equity`. */
export function choiceText(value: string): string {
  const words = value.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words at a field; nothing while the server has said nothing. */
export function messageFor(path: string, problems: readonly StrategyProblem[]): string | undefined {
  const own = problems.filter((each) => each.field === path);
  return own.length === 0
    ? undefined
    : own
        .map((each) =>
          each.suggestion ? `${each.message}; did you mean ${each.suggestion}?` : each.message,
        )
        .join(" ");
}

/** Problems that stand at no field of the form. */
export function otherProblems(
  problems: readonly StrategyProblem[],
  fields: readonly StrategyField[],
): StrategyProblem[] {
  const known = fields.map((each) => each.path);
  return problems.filter((each) => !known.includes(each.field));
}
