import type { ApiProblem } from "../../api/problem";

/** How many labels a file takes. */
export const MAX_LABELS = 20;

const MAX_BARS = 1_000_000;

/** One number of a label, with the bounds that the server has for it. */
export interface LabelNumber {
  /** As the server names it in its refusals. */
  name: string;
  label: string;
  description?: string;
  /** What is proposed. */
  usual: number;
  min: number;
  max?: number;
  isWhole?: boolean;
  /** Whether it may be left empty, which means infinitely far. */
  mayBeEmpty?: boolean;
}

export type LabelKind = "forward_return" | "direction" | "triple_barrier" | "trend_scanning";

interface KindOfLabel {
  value: LabelKind;
  label: string;
  meaning: string;
  numbers: readonly LabelNumber[];
  /** Whether it is a return, which may be the simple one or its logarithm. */
  isReturn?: boolean;
}

const BARS: LabelNumber = {
  name: "bars",
  label: "Bars ahead",
  usual: 5,
  min: 1,
  max: MAX_BARS,
  isWhole: true,
};

export const LABEL_KINDS: readonly KindOfLabel[] = [
  {
    value: "forward_return",
    label: "Return over the next bars",
    meaning: "The return from the close of the bar to the close that many bars later.",
    numbers: [BARS],
    isReturn: true,
  },
  {
    value: "direction",
    label: "Direction of the next bars",
    meaning: "1 if that return is above the threshold, -1 if it is below its negative, else 0.",
    numbers: [
      BARS,
      {
        name: "threshold",
        label: "Threshold",
        description: "A fraction: 0.01 is one percent.",
        usual: 0.01,
        min: 0,
      },
    ],
  },
  {
    value: "triple_barrier",
    label: "Which barrier comes first",
    meaning: "1 if the price first touches the target, -1 for the stop, 0 if neither in time.",
    numbers: [
      {
        name: "takeProfit",
        label: "Target",
        description: "Times the volatility, above 0; empty: none.",
        usual: 2,
        min: 0,
        mayBeEmpty: true,
      },
      {
        name: "stop",
        label: "Stop",
        description: "Times the volatility, above 0; empty: none.",
        usual: 1,
        min: 0,
        mayBeEmpty: true,
      },
      { ...BARS, label: "Time limit, bars", usual: 20 },
    ],
  },
  {
    value: "trend_scanning",
    label: "Strongest trend ahead",
    meaning: "The t-value of the strongest straight trend that begins at the bar.",
    numbers: [
      { ...BARS, name: "minBars", label: "Shortest, bars", min: 2, max: 100_000 },
      { ...BARS, name: "maxBars", label: "Longest, bars", usual: 20, min: 2, max: 100_000 },
    ],
  },
];

/** One label of the form; its numbers stand in the order of its kind. */
export interface LabelChoice {
  kind: LabelKind;
  numbers: readonly (number | string)[];
  isLogarithm: boolean;
}

/** What the form says of labels. */
export interface LabelForm {
  labels: readonly LabelChoice[];
  volatility: string;
  side: string;
  rawPrices: boolean;
}

export const NO_LABELS: LabelForm = { labels: [], volatility: "", side: "", rawPrices: false };

export function kindOf(value: LabelKind): KindOfLabel {
  const found = LABEL_KINDS.find((each) => each.value === value);
  if (!found) {
    throw new Error(`kind must be one of a label's, was ${value}`);
  }
  return found;
}

/** A label with what is proposed for its kind. */
export function newLabel(kind: LabelKind): LabelChoice {
  return { kind, numbers: kindOf(kind).numbers.map(({ usual }) => usual), isLogarithm: false };
}

/** The label as the server reads it: `direction(5, 0.01)`. */
export function labelText({ kind, numbers, isLogarithm }: LabelChoice): string {
  const { numbers: known, isReturn } = kindOf(kind);
  const texts = known.map(({ mayBeEmpty }, i) => {
    const text = String(numbers[i] ?? "").trim();
    return text === "" && mayBeEmpty ? "infinity" : text;
  });
  return `${kind}(${[...texts, ...(isReturn ? [isLogarithm ? "log" : "simple"] : [])].join(", ")})`;
}

/** Whether one of the labels has barriers, which need a volatility and may have a side. */
export function hasBarriers({ labels }: LabelForm): boolean {
  return labels.some(({ kind }) => kind === "triple_barrier");
}

/** What is sent; nothing of what means nothing without a label, or without barriers. */
export function labelRequest(form: LabelForm): {
  labels?: string[];
  volatility?: string;
  side?: string;
  rawPrices?: boolean;
} {
  if (form.labels.length === 0) {
    return {};
  }
  const volatility = hasBarriers(form) ? form.volatility.trim() : "";
  const side = hasBarriers(form) ? form.side.trim() : "";
  return {
    labels: form.labels.map(labelText),
    rawPrices: form.rawPrices,
    ...(volatility ? { volatility } : {}),
    ...(side ? { side } : {}),
  };
}

/** A refusal of one label: of the number it names, or of the whole. */
export interface LabelError {
  number: string | undefined;
  message: string;
}

/** What the server says of a label, as long as it still reads as it was sent. */
export function labelError(problem: ApiProblem | null, label: LabelChoice): LabelError | undefined {
  const text = labelText(label);
  const found = problem?.errors.find((each) => each.field === "labels" && each.value === text);
  return (
    found && {
      number: kindOf(label.kind).numbers.find(({ name }) => found.message.startsWith(`${name} `))
        ?.name,
      message: found.message,
    }
  );
}

/** What the server says of the labels together, such as two columns of one name. */
export function sharedLabelError(
  problem: ApiProblem | null,
  { labels }: LabelForm,
  sent: readonly string[],
): string | undefined {
  const isAsSent = labels.map(labelText).join(";") === sent.join(";");
  return isAsSent
    ? problem?.errors.find(
        ({ field, value }) => field === "labels" && !sent.includes(String(value)),
      )?.message
    : undefined;
}
