import type { ImportOptions } from "../../api/types";

/** The import form as it is filled in; empty text leaves the choice to the importer. */
export interface ImportForm {
  instrument: string;
  timeframe: string;
  /** Whether trades are kept as trades instead of made into bars. */
  trades: boolean;
  strict: boolean;
  zone: string;
  delimiter: string;
  decimalSeparator: string;
  timeLabel: string;
  assetClass: string;
  currency: string;
  tickSize: string;
  lotSize: string;
  calendar: string;
}

export const EMPTY_FORM: ImportForm = {
  instrument: "",
  timeframe: "",
  trades: false,
  strict: false,
  zone: "",
  delimiter: "",
  decimalSeparator: "",
  timeLabel: "",
  assetClass: "",
  currency: "",
  tickSize: "",
  lotSize: "",
  calendar: "",
};

/** What is sent: only what was chosen. */
export function toOptions(form: ImportForm): ImportOptions {
  const options: Record<string, unknown> = {
    strict: form.strict,
    replace: false,
    ...(form.trades ? { trades: true } : {}),
  };
  for (const [name, value] of Object.entries(form)) {
    const isOfBars = name === "timeframe" || name === "timeLabel";
    if (typeof value === "string" && value.trim() !== "" && !(form.trades && isOfBars)) {
      options[name] = value.trim();
    }
  }
  return options as unknown as ImportOptions;
}

const SUFFIX = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|gz|zip)$/i;
const TIMEFRAME = /(?:^|[-_. ])(\d{1,3}(?:s|m|min|h|d|w))(?=$|[-_. ])/i;

/** An instrument's name from a file's: `BTCUSDT-1m-2024-01.csv` is `BTCUSDT`. */
export function instrumentFromFile(name: string): string {
  let stem = name;
  while (SUFFIX.test(stem)) {
    stem = stem.replace(SUFFIX, "");
  }
  const frame = TIMEFRAME.exec(stem);
  const head = frame && frame.index > 0 ? stem.slice(0, frame.index) : stem;
  return head
    .replace(/[^A-Za-z0-9._/:-]/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 40);
}
