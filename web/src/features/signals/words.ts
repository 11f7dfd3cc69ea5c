import type { SignalFilter } from "../../api/queries";
import type {
  DeclaredParameter,
  Signal,
  SignalDefinition,
  SignalParameter,
  SignalState,
  SignalsAsOf,
} from "../../api/types";
import { count, decimal, plural } from "../../format/numbers";
import { utcMoment } from "../../format/time";

/** What the address of the list says. */
export interface SignalsSearch {
  q?: string;
}

/** What the address of one definition says: a version, and which of its signals are shown. */
export interface SignalSearch {
  version?: number;
  instrument?: string;
  kind?: string;
  from?: string;
  to?: string;
  signal?: string;
}

const KINDS = ["entry", "exit"];

export function parseSignalsSearch(search: Record<string, unknown>): SignalsSearch {
  return typeof search.q === "string" && search.q ? { q: search.q } : {};
}

export function parseSignalSearch(search: Record<string, unknown>): SignalSearch {
  const version = Number(search.version);
  const kind = String(search.kind ?? "");
  return {
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    ...text(search, "instrument"),
    ...(KINDS.includes(kind) ? { kind } : {}),
    ...text(search, "from"),
    ...text(search, "to"),
    ...text(search, "signal"),
  };
}

function text(search: Record<string, unknown>, name: string): Record<string, string> {
  const value = search[name];
  return (typeof value === "string" || typeof value === "number") && value !== ""
    ? { [name]: String(value) }
    : {};
}

/** The filter of a list of signals. */
export function filterOf(name: string, search: SignalSearch): SignalFilter {
  const { version, instrument, kind, from, to } = search;
  return {
    definition: name,
    ...(version ? { version } : {}),
    ...(instrument ? { instrument } : {}),
    ...(kind ? { kind } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

/** The files that signals can be written to. */
export const FORMATS = [
  { format: "csv", label: "CSV" },
  { format: "json", label: "JSON" },
  { format: "parquet", label: "Parquet" },
] as const;

/** The address of a file with the same signals. */
export function exportPath(
  filter: SignalFilter,
  format: (typeof FORMATS)[number]["format"],
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && name !== "limit" && name !== "cursor") {
      query.set(name, String(value));
    }
  }
  query.set("format", format);
  return `/signals/export?${query.toString()}`;
}

/** A definition as a form holds it. */
export interface SignalForm {
  name: string;
  timeframe: string;
  direction: "long" | "short" | "both";
  entry: string;
  exit: string;
  shortEntry: string;
  shortExit: string;
  strength: string;
  parameters: SignalParameter[];
  instruments: string[];
  scanner: string;
  description: string;
}

export const EMPTY_FORM: SignalForm = {
  name: "",
  timeframe: "1D",
  direction: "long",
  entry: "",
  exit: "",
  shortEntry: "",
  shortExit: "",
  strength: "",
  parameters: [],
  instruments: [],
  scanner: "",
  description: "",
};

export function directionOf(
  definition: Pick<SignalDefinition, "entry" | "shortEntry">,
): SignalForm["direction"] {
  return definition.shortEntry ? (definition.entry ? "both" : "short") : "long";
}

export function formOf(definition: SignalDefinition): SignalForm {
  return {
    name: definition.name,
    timeframe: definition.timeframe,
    direction: directionOf(definition),
    entry: definition.entry,
    exit: definition.exit,
    shortEntry: definition.shortEntry,
    shortExit: definition.shortExit,
    strength: definition.strength,
    parameters: definition.parameters,
    instruments: definition.instruments,
    scanner: definition.scanner ?? "",
    description: definition.description,
  };
}

/** What is sent; conditions of a direction that is not chosen are left out. */
export function toRequest(form: SignalForm) {
  const isLong = form.direction !== "short";
  const isShort = form.direction !== "long";
  return {
    name: form.name.trim(),
    timeframe: form.timeframe,
    entry: isLong ? form.entry : "",
    exit: isLong ? form.exit : "",
    shortEntry: isShort ? form.shortEntry : "",
    shortExit: isShort ? form.shortExit : "",
    strength: form.strength,
    parameters: form.parameters,
    instruments: form.instruments,
    scanner: form.scanner || null,
    description: form.description,
    active: null,
  };
}

/** Parameters as expression editors want them. */
export function declared(parameters: readonly SignalParameter[]): DeclaredParameter[] {
  return parameters
    .filter(({ name }) => name !== "")
    .map(({ name, integer, min, max, step, value }) => ({
      name,
      type: integer ? "INTEGER" : "NUMBER",
      min,
      max,
      step,
      defaultValue: value,
    }));
}

/** A number for a parameter that a condition names and nobody has declared yet. */
export function missingParameters(texts: readonly string[], known: readonly string[]): string[] {
  const named = new Set<string>();
  for (const each of texts) {
    for (const match of each.matchAll(/\$([A-Za-z_]\w*)/g)) {
      if (match[1] && !known.includes(match[1])) {
        named.add(match[1]);
      }
    }
  }
  return [...named].sort();
}

export function newParameter(name: string): SignalParameter {
  return { name, integer: true, min: 1, max: 500, step: 1, value: 14 };
}

/** What a signal asks for, in words. */
export function signalText({ kind, direction }: Pick<Signal, "kind" | "direction">): string {
  const side = direction === "LONG" ? "long" : "short";
  return kind === "ENTRY" ? `Entry ${side}` : `Exit ${side}`;
}

/** What became of it. */
export function partnerText(signal: Pick<Signal, "kind" | "partnerBar">): string {
  if (signal.partnerBar === null) {
    return signal.kind === "ENTRY" ? "still open" : "nothing to close";
  }
  const bar = utcMoment(signal.partnerBar);
  return signal.kind === "ENTRY" ? `closed ${bar}` : `closed the entry of ${bar}`;
}

export function strengthText(strength: number | null): string {
  return strength === null ? "—" : decimal(strength, 1);
}

/** Where the signals of an instrument stand. */
export function stateText(state: SignalState): string {
  if (state.dirty) {
    return state.bars === 0 ? "not generated yet" : "has bars that changed";
  }
  return `up to date, ${plural(state.bars, "bar")}`;
}

export function totals(states: readonly SignalState[]): string {
  const entries = states.reduce((sum, each) => sum + each.entries, 0);
  const exits = states.reduce((sum, each) => sum + each.exits, 0);
  const open = states.reduce((sum, each) => sum + each.open, 0);
  return `${count(entries)} entries, ${count(exits)} exits, ${count(open)} open on ${plural(states.length, "instrument")}`;
}

/** How the signals of a moment compare with those that are stored now. */
export function asOfText({
  count: all,
  changed,
  added,
}: Pick<SignalsAsOf, "count" | "changed" | "added">): string {
  const known = `${plural(all, "signal")} would have been known then.`;
  return changed + added === 0
    ? `${known} All are stored like that now.`
    : `${known} ${count(changed)} are stored otherwise now, ${count(added)} more were not there then: prices were corrected or filled in since.`;
}

/** Signals as a chart marks them; an exit that closed nothing is marked by itself. */
export function marks(signals: readonly Signal[]) {
  return signals.map(({ kind, bar }) => ({
    entryTime: kind === "ENTRY" ? bar : null,
    exitTime: kind === "EXIT" ? bar : null,
    pnl: null,
  }));
}
