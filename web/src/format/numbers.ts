/** What is shown where a value is undefined; never 0, NaN or ∞. */
export const UNDEFINED_MARK = "—";

const MINUS = "−";

/** Fractions from here on are too long to read in full: 1,000,000 % and more. */
const COMPACT_FROM = 10_000;
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

function defined(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function withTypographicMinus(text: string): string {
  return text.replace(/^-/, MINUS);
}

/** A number with a fixed count of fraction digits and thousands separators. */
export function decimal(value: number | null | undefined, digits = 2): string {
  if (!defined(value)) {
    return UNDEFINED_MARK;
  }
  const text = new Intl.NumberFormat("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
  return withTypographicMinus(/^-[0.,]*$/.test(text) ? text.slice(1) : text);
}

/** A fraction as percent: 0.1234 is 12.34 %. */
export function percent(value: number | null | undefined, digits = 2): string {
  if (defined(value) && Math.abs(value) >= COMPACT_FROM) {
    return `${withTypographicMinus(COMPACT.format(value * 100))} %`;
  }
  return defined(value) ? `${decimal(value * 100, digits)} %` : UNDEFINED_MARK;
}

/** A fraction as percent with its sign, for changes. */
export function signedPercent(value: number | null | undefined, digits = 2): string {
  const text = percent(value, digits);
  const isPositive = defined(value) && /[1-9]/.test(text) && value > 0;
  return isPositive ? `+${text}` : text;
}

/** A whole number with thousands separators. */
export function count(value: number | null | undefined): string {
  return decimal(value, 0);
}

/** An amount with two digits and its sign, for profit and loss. */
export function signedDecimal(value: number | null | undefined, digits = 2): string {
  const text = decimal(value, digits);
  return defined(value) && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A price with as many digits as it needs, at most eight, at least two. */
export function price(value: number | null | undefined): string {
  if (!defined(value)) {
    return UNDEFINED_MARK;
  }
  const digits = priceDigits(value);
  const text = new Intl.NumberFormat("en", {
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(value);
  return withTypographicMinus(text);
}

/** Fraction digits that keep about six significant digits, between two and eight. */
export function priceDigits(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) {
    return 2;
  }
  return Math.min(8, Math.max(2, 5 - Math.floor(Math.log10(size))));
}

/** A quantity without trailing zeros. */
export function quantity(value: number | null | undefined): string {
  if (!defined(value)) {
    return UNDEFINED_MARK;
  }
  const text = new Intl.NumberFormat("en", { maximumFractionDigits: 8 }).format(value);
  return withTypographicMinus(text);
}

/** A count of bytes in the unit that fits. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${decimal(size, unit === 0 ? 0 : 1)} ${units[unit] ?? ""}`;
}

/** A decimal that came as a JSON string or number; `null` where it is neither. */
export function asNumber(value: string | number | null | undefined): number | null {
  if (value === null || value === undefined || value === "") {
    return null;
  }
  const number = typeof value === "number" ? value : Number(value);
  return Number.isFinite(number) ? number : null;
}

/** `1 bar`, `2 bars`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** A sentence of the server's in which no line ends between a number and its per cent sign. */
export function unbroken(text: string): string {
  return text.replace(/(\d) %/g, "$1\u00a0%");
}
