import type { AssumptionOption, Backtest, NewBacktest } from "../../api/types";
import { utcDate } from "../../format/time";
import { changed, type Changes } from "./assumptions";

/** The form of a new run, as it is filled in. */
export interface RunForm {
  name: string;
  instruments: string[];
  timeframe: string;
  /** `YYYY-MM-DD`, UTC; empty is the beginning or the end of the series. */
  from: string;
  to: string;
  strategy: string;
  parameters: Record<string, unknown>;
  /** By option; those that were not touched are not there. */
  assumptions: Changes;
}

/** An empty form; assumptions that are left out have the engine's defaults. */
export const DEFAULT_FORM: RunForm = {
  name: "",
  instruments: [],
  timeframe: "",
  from: "",
  to: "",
  strategy: "",
  parameters: {},
  assumptions: {},
};

/** What is sent; numbers travel as decimal text, so that none is rounded on the way. */
export function toRequest(form: RunForm, options: readonly AssumptionOption[]): NewBacktest {
  const parameters = Object.entries(form.parameters)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => [name, String(value)] as const);
  return {
    instruments: form.instruments,
    timeframe: form.timeframe,
    strategy: form.strategy,
    parameters: Object.fromEntries(parameters),
    assumptions: changed(options, form.assumptions),
    ...(form.name.trim() ? { name: form.name.trim() } : {}),
    ...(form.from ? { from: `${form.from}T00:00:00Z` } : {}),
    ...(form.to ? { to: `${form.to}T00:00:00Z` } : {}),
  };
}

/** The form filled in as an earlier run was; its name is not taken over. */
export function fromRun(run: Backtest): RunForm {
  return {
    ...DEFAULT_FORM,
    instruments: run.instruments,
    timeframe: run.timeframe,
    from: run.from ? utcDate(run.from) : "",
    to: run.to ? utcDate(run.to) : "",
    strategy: run.strategy,
    parameters: Object.fromEntries(
      Object.entries(run.parameters).map(([name, value]) => [name, Number(value)]),
    ),
    assumptions: assumptionsOf(run),
  };
}

/** All assumptions of a run by name; runs of old versions keep five of them. */
function assumptionsOf({ config }: Backtest): Changes {
  if (!config) {
    return {};
  }
  return (
    config.assumptions ?? {
      initialCash: config.cash,
      feeBps: config.feeBps,
      slippageBps: config.slippageBps,
      riskFreeRate: String(config.riskFreeRate ?? 0),
      seed: String(config.seed),
    }
  );
}

/** Server errors of one parameter, whichever way the field is written. */
export function parameterErrors(
  errors: readonly { field: string; message: string }[],
): Record<string, { __errors: string[] }> {
  const result: Record<string, { __errors: string[] }> = {};
  for (const { field, message } of errors) {
    const name = /^parameters[./](.+)$/.exec(field)?.[1];
    if (name) {
      const entry = (result[name] ??= { __errors: [] });
      entry.__errors.push(message);
    }
  }
  return result;
}
