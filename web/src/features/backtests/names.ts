import { shortList } from "../../format/lists";

interface Named {
  name: string | null;
  strategy: string;
  parameters: Record<string, string>;
  instruments: readonly string[];
}

/** `ema_crossover 9/21`. */
export function strategyText({ strategy, parameters }: Named): string {
  const values = Object.values(parameters);
  return values.length > 0 ? `${strategy} ${values.join("/")}` : strategy;
}

/** The name a run was given, or what it did. */
export function runName(run: Named): string {
  return run.name || `${strategyText(run)} on ${shortList(run.instruments)}`;
}
