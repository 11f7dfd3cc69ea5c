import type { AssumptionOption, Strategy } from "../../api/types";
import { changed, type Changes } from "../../simulation/assumptions";
import type { StudyRequest } from "./queries";
import { linesOf } from "./words";

/** The form of a new study, as it is filled in. */
export interface StudyForm {
  instruments: string[];
  timeframe: string;
  from: string;
  to: string;
  strategy: string;
  space: string;
  constraints: string;
  objectives: string;
  sampler: string;
  trials: string | number;
  seed: string | number;
  name: string;
  /** Where trials run: local or spark; windows always run here. */
  runner: string;
  walks: boolean;
  unit: "BARS" | "SESSIONS" | "DATES";
  inSample: string;
  outOfSample: string;
  /** Left out between the two; empty for nothing. */
  gap: string;
  /** From one window to the next; empty for the length to prove on. */
  step: string;
  anchored: boolean;
  /** Further lengths of a matrix, separated by commas. */
  matrixIn: string;
  matrixOut: string;
  /** Whether the sets are also cross-validated; only without a walk. */
  validates: boolean;
  groups: string | number;
  testGroups: string | number;
  /** Values of parameters that are not searched, one a line: `name=value`. */
  fixed: string;
  /** Rounds and factor of giving up bad sets early, such as `3x4`; empty for not. */
  halving: string;
  assumptions: Changes;
}

interface ParameterSchema {
  type?: string;
  minimum?: number;
  maximum?: number;
  default?: number;
}

/** A first space: each parameter around its default. */
export function firstSpace(strategy: Strategy | undefined): string {
  const properties = (strategy?.parametersSchema.properties ?? {}) as Record<
    string,
    ParameterSchema
  >;
  return Object.entries(properties)
    .slice(0, 3)
    .map(([name, schema]) => {
      const at = Number(schema.default ?? 10);
      const low = Math.max(schema.minimum ?? 1, Math.floor(at / 2) || 1);
      const high = Math.min(schema.maximum ?? Infinity, Math.max(low + 1, Math.ceil(at * 2)));
      return schema.type === "integer"
        ? `${name}=${low}..${high}`
        : `${name}=${low}.0..${high}.0:0.5`;
    })
    .join("\n");
}

/** What is sent; what was left empty is left out. */
export function requestOf(form: StudyForm, options: readonly AssumptionOption[]): StudyRequest {
  const number = (value: string | number) => (value === "" ? undefined : Number(value));
  return {
    instruments: form.instruments,
    timeframe: form.timeframe,
    strategy: form.strategy,
    space: linesOf(form.space),
    objectives: linesOf(form.objectives),
    constraints: linesOf(form.constraints),
    sampler: form.sampler,
    ...(form.from ? { from: form.from } : {}),
    ...(form.to ? { to: form.to } : {}),
    ...(number(form.trials) === undefined ? {} : { trials: number(form.trials) }),
    ...(number(form.seed) === undefined ? {} : { seed: number(form.seed) }),
    ...(form.name ? { name: form.name } : {}),
    ...(form.runner === "local" || form.walks ? {} : { runner: form.runner }),
    ...(form.halving.trim() && !form.walks ? { halving: form.halving.trim() } : {}),
    ...(form.validates && !form.walks
      ? {
          crossValidation: {
            groups: Number(form.groups),
            testGroups: Number(form.testGroups),
          },
        }
      : {}),
    parameters: fixedOf(form.fixed),
    assumptions: changed(options, form.assumptions),
    ...(form.walks
      ? {
          walkForward: {
            unit: form.unit,
            inSample: form.inSample,
            outOfSample: form.outOfSample,
            ...(form.gap.trim() ? { gap: form.gap.trim() } : {}),
            ...(form.step.trim() ? { step: form.step.trim() } : {}),
            anchored: form.anchored,
            ...matrixOf(form),
          },
        }
      : {}),
  } as StudyRequest;
}

function matrixOf({ matrixIn, matrixOut }: StudyForm) {
  const inSample = lengthsOf(matrixIn);
  const outOfSample = lengthsOf(matrixOut);
  return inSample.length + outOfSample.length > 0 ? { matrix: { inSample, outOfSample } } : {};
}

/** `250, 1000` as a list. */
export function lengthsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((each) => each !== "");
}

/** `slow=30` a line as values by name; a line without a value is sent for the server to refuse. */
export function fixedOf(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** A form with everything at its first value. */
export function firstForm(strategy: Strategy | undefined): StudyForm {
  return {
    instruments: [],
    timeframe: "",
    from: "",
    to: "",
    strategy: strategy?.id ?? "",
    space: firstSpace(strategy),
    constraints: "tradeCount >= 10",
    objectives: "sharpe",
    sampler: "tpe",
    trials: 200,
    seed: "",
    name: "",
    runner: "local",
    walks: false,
    unit: "BARS",
    inSample: "500",
    outOfSample: "100",
    gap: "",
    step: "",
    anchored: false,
    matrixIn: "",
    matrixOut: "",
    validates: false,
    groups: 6,
    testGroups: 2,
    fixed: "",
    halving: "",
    assumptions: {},
  };
}
