import type { AssumptionOption, Backtest, NewBacktest } from "../../api/types";
import { utcDate } from "../../format/time";
import { changed, type Changes } from "../../simulation/assumptions";
import { NO_INPUTS, inputsRequest, type RunInputs } from "./runInputs";

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
  inputs: RunInputs;
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
  inputs: NO_INPUTS,
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
    ...inputsRequest(form.inputs),
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
    inputs: inputsOf(run),
  };
}

function inputsOf({ reads }: Backtest): RunInputs {
  return {
    detail: reads.detail ?? "",
    benchmark: reads.benchmark ?? "",
    rates: reads.rates,
    signals: reads.signals,
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

const SIGNALS = "signals ";

/** Definitions whose stored signals can be traded; a chosen one that is gone stays in the list. */
export function signalChoices(
  definitions: readonly { name: string; timeframe: string }[],
  chosen: string,
): { value: string; label: string }[] {
  const choices = definitions.map(({ name, timeframe }) => ({
    value: `${SIGNALS}${name}`,
    label: `Signals of ${name}, ${timeframe}`,
  }));
  return chosen.startsWith(SIGNALS) && !choices.some(({ value }) => value === chosen)
    ? [...choices, { value: chosen, label: `Signals of ${chosen.slice(SIGNALS.length)}` }]
    : choices;
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
