import type { CSSProperties } from "react";
import { MONTHS, heat, heatScale, monthlyRows, type MonthReturn } from "../charts/monthly";
import { UNDEFINED_MARK, decimal, percent } from "../format/numbers";

/** Monthly returns as a heat map that is also a table: readable without colours and on paper. */
export function MonthlyTable({ returns }: { returns: readonly MonthReturn[] }) {
  const rows = monthlyRows(returns);
  const scale = heatScale(rows);
  return (
    <div className="tw-scroll" tabIndex={0} role="region" aria-label="Monthly returns">
      <table className="tw-months" data-testid="monthly-returns">
        <caption className="tw-visually-hidden">Returns by month, in percent</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="tw-visually-hidden">Year</span>
            </th>
            {MONTHS.map((month) => (
              <th scope="col" key={month}>
                {month}
              </th>
            ))}
            <th scope="col">Year</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.year}>
              <th scope="row">{row.year}</th>
              {row.months.map((value, i) => (
                <td key={MONTHS[i]} style={tint(value, scale)} title={percent(value)}>
                  {cellText(value)}
                </td>
              ))}
              <td>{cellText(row.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellText(value: number | null | undefined): string {
  if (value === undefined) {
    return "";
  }
  return value === null ? UNDEFINED_MARK : decimal(value * 100, 1);
}

function tint(value: number | null | undefined, scale: number): CSSProperties {
  const { side, strength } = heat(value, scale);
  return strength === 0
    ? {}
    : { background: `rgb(var(--tw-${side}-heat) / ${(0.08 + 0.47 * strength).toFixed(2)})` };
}
