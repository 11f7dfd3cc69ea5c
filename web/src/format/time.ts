import { UNDEFINED_MARK, decimal } from "./numbers";

/** A moment as it comes from the server: ISO-8601 text, or UTC epoch seconds. */
export type Moment = string | number;

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** Epoch milliseconds, or `null` where it is no moment. */
export function toMillis(moment: Moment | null | undefined): number | null {
  if (moment === null || moment === undefined || moment === "") {
    return null;
  }
  const millis = typeof moment === "number" ? moment * 1000 : Date.parse(moment);
  return Number.isFinite(millis) ? millis : null;
}

/** Epoch seconds, or `null` where it is no moment. */
export function toSeconds(moment: Moment | null | undefined): number | null {
  const millis = toMillis(moment);
  return millis === null ? null : Math.floor(millis / 1000);
}

/** `2020-03-16`, in UTC. */
export function utcDate(moment: Moment | null | undefined): string {
  const millis = toMillis(moment);
  return millis === null ? UNDEFINED_MARK : new Date(millis).toISOString().slice(0, 10);
}

/** `2020-03-16 14:30`, in UTC; seconds only where there are any. The caller says "UTC". */
export function utcDateTime(moment: Moment | null | undefined): string {
  const millis = toMillis(moment);
  if (millis === null) {
    return UNDEFINED_MARK;
  }
  const text = new Date(millis).toISOString();
  const hasSeconds = text.slice(17, 19) !== "00";
  return `${text.slice(0, 10)} ${text.slice(11, hasSeconds ? 19 : 16)}`;
}

/** The same without its seconds, for lists. */
export function utcMinute(moment: Moment | null | undefined): string {
  return utcDateTime(moment).slice(0, 16);
}

/** The date alone where the moment is midnight UTC, as daily bars are; otherwise date and time. */
export function utcMoment(moment: Moment | null | undefined): string {
  const millis = toMillis(moment);
  if (millis === null) {
    return UNDEFINED_MARK;
  }
  return millis % (DAY * 1000) === 0 ? utcDate(moment) : utcDateTime(moment);
}

/** A sentence of the server's with its moments written as pages write them. */
export function withMoments(text: string): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z/g, (moment) =>
    toMillis(moment) === null ? moment : `${utcMoment(moment)} UTC`,
  );
}

/** A span in its two largest units: `3 d 4 h`, `12 min`, `1.4 s`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds) || seconds < 0) {
    return UNDEFINED_MARK;
  }
  if (seconds < MINUTE) {
    return seconds < 1 ? `${decimal(seconds * 1000, 0)} ms` : `${decimal(seconds, 1)} s`;
  }
  const units: [string, number][] = [
    ["y", 365 * DAY],
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
  ];
  const parts: string[] = [];
  let rest = Math.round(seconds / MINUTE) * MINUTE;
  for (const [name, size] of units) {
    const whole = Math.floor(rest / size);
    if (whole > 0 && parts.length < 2) {
      parts.push(`${whole} ${name}`);
    } else if (parts.length > 0) {
      break;
    }
    rest -= whole * size;
  }
  return parts.join(" ");
}

/** How long ago, coarsely: `just now`, `5 min ago`, `3 d ago`. */
export function ago(moment: Moment | null | undefined, nowMillis: number): string {
  const millis = toMillis(moment);
  if (millis === null) {
    return UNDEFINED_MARK;
  }
  const seconds = (nowMillis - millis) / 1000;
  if (seconds < MINUTE) {
    return "just now";
  }
  if (seconds < HOUR) {
    return `${Math.floor(seconds / MINUTE)} min ago`;
  }
  if (seconds < DAY) {
    return `${Math.floor(seconds / HOUR)} h ago`;
  }
  return `${Math.floor(seconds / DAY)} d ago`;
}

/** The length of a timeframe such as `15m`, `4h` or `1D` in seconds; `null` if it is none. */
export function timeframeSeconds(code: string): number | null {
  const match = /^([1-9]\d*)([smhDdWw])$/.exec(code);
  if (!match) {
    return null;
  }
  const unit = { s: 1, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }[(match[2] ?? "").toLowerCase()];
  return unit === undefined ? null : Number(match[1]) * unit;
}

/** How the times of a timeframe are written: alike in all rows, with the clock within days. */
export function momentsOf(timeframe: string): (moment: Moment | null | undefined) => string {
  const seconds = timeframeSeconds(timeframe);
  return seconds !== null && seconds < DAY ? utcDateTime : utcMoment;
}
