/** A month's return as a fraction; `null` where undefined. */
export interface MonthReturn {
  year: number;
  month: number;
  return: number | null;
}

/** One line of the heat map: twelve months (absent is `undefined`) and the compounded year. */
export interface MonthlyRow {
  year: number;
  months: (number | null | undefined)[];
  total: number | null;
}

export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** Years downwards, months across, each year compounded from its months. */
export function monthlyRows(returns: readonly MonthReturn[]): MonthlyRow[] {
  const rows = new Map<number, MonthlyRow>();
  for (const entry of returns) {
    let row = rows.get(entry.year);
    if (!row) {
      row = {
        year: entry.year,
        months: new Array<number | undefined>(12).fill(undefined),
        total: null,
      };
      rows.set(entry.year, row);
    }
    row.months[entry.month - 1] = entry.return;
  }
  const sorted = [...rows.values()].sort((a, b) => a.year - b.year);
  for (const row of sorted) {
    row.total = compounded(row.months);
  }
  return sorted;
}

function compounded(months: readonly (number | null | undefined)[]): number | null {
  const known = months.filter((month): month is number => typeof month === "number");
  return known.length === 0 ? null : known.reduce((product, month) => product * (1 + month), 1) - 1;
}

/** The magnitude at which the colour is full: the 90th percentile, so that one month cannot wash out the rest. */
export function heatScale(rows: readonly MonthlyRow[]): number {
  const sizes = rows
    .flatMap((row) => row.months)
    .filter((month): month is number => typeof month === "number" && month !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  return sizes[Math.floor((sizes.length - 1) * 0.9)] ?? 1;
}

/** How strongly a cell is tinted, 0 to 1, and towards which side. */
export function heat(
  value: number | null | undefined,
  scale: number,
): { side: "up" | "down"; strength: number } {
  if (typeof value !== "number" || value === 0 || scale <= 0) {
    return { side: "up", strength: 0 };
  }
  return {
    side: value > 0 ? "up" : "down",
    strength: Math.min(1, Math.abs(value) / scale),
  };
}
