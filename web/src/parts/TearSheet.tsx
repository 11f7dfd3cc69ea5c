import { useMemo, useState } from "react";
import { EChart } from "../charts/EChart";
import type { ChartPalette } from "../charts/palette";
import { dailyOption, rollingOption, yearsOption } from "../charts/tearSheet";
import { useFirst } from "./useFirst";
import { count, decimal, percent, signedDecimal, signedPercent } from "../format/numbers";
import { duration } from "../format/time";
import { Tip } from "./Tip";
import {
  luckSentence,
  probability,
  type BreakdownData,
  type DrawdownRow,
  type IntervalData,
  type TearSheetData,
  type UncertaintyData,
  type YearReturn,
} from "./tearSheet";

interface ChartsProps {
  sheet: TearSheetData;
  palette: ChartPalette;
  currency: string;
}

const twoDigits = (value: number) => decimal(value, 2);
const wholePercent = (value: number) => percent(value, 0);

/** Equity at day ends against holding the instruments. */
export function DailyChart({ sheet, palette, currency }: ChartsProps) {
  const option = useMemo(
    () => dailyOption(sheet.daily, palette, currency),
    [sheet, palette, currency],
  );
  return <EChart option={option} height={320} label="Equity against holding the instruments" />;
}

/** Sharpe ratio, volatility and beta over a moving window. */
export function RollingCharts({ sheet, palette }: Omit<ChartsProps, "currency">) {
  const { rolling } = sheet;
  const charts = useMemo(
    () =>
      (
        [
          ["Sharpe ratio", rolling.sharpe, twoDigits],
          ["Volatility, a year", rolling.volatility, wholePercent],
          ["Beta", rolling.beta, twoDigits],
        ] as const
      )
        .filter(([, values]) => values.length > 0)
        .map(([name, values, format]) => ({
          name,
          option: rollingOption(rolling.t, values, palette, name, format),
        })),
    [rolling, palette],
  );
  if (charts.length === 0) {
    return <p className="tw-note">The run is too short for a moving window.</p>;
  }
  return (
    <>
      {charts.map(({ name, option }) => (
        <EChart key={name} option={option} height={170} label={`Rolling ${name}`} />
      ))}
    </>
  );
}

/** Value of what is held over the equity. */
export function ExposureChart({ sheet, palette }: Omit<ChartsProps, "currency">) {
  const option = useMemo(
    () =>
      rollingOption(sheet.daily.t, sheet.daily.exposure, palette, "Held / equity", wholePercent),
    [sheet, palette],
  );
  return <EChart option={option} height={170} label="Exposure over time" />;
}

/** Calendar years as bars and as a table. */
export function Years({ years, palette }: { years: YearReturn[]; palette: ChartPalette }) {
  const option = useMemo(() => yearsOption(years, palette), [years, palette]);
  return (
    <>
      <EChart option={option} height={220} label="Returns of calendar years" />
      <Rows
        label="Returns of calendar years"
        head={["Year", "Run", "Holding the instruments", "Difference"]}
        rows={years.map((year) => [
          String(year.year),
          signedPercent(year.return),
          signedPercent(year.benchmark),
          year.return === null || year.benchmark === null
            ? "—"
            : signedPercent(year.return - year.benchmark),
        ])}
      />
    </>
  );
}

/** The deepest falls of the daily equity. */
export function Drawdowns({ drawdowns }: { drawdowns: DrawdownRow[] }) {
  if (drawdowns.length === 0) {
    return <p className="tw-note">No day ended below a peak.</p>;
  }
  return (
    <Rows
      label="Worst drawdowns"
      head={["Peak", "Lowest", "Recovered", "Depth", "Days below"]}
      rows={drawdowns.map((row) => [
        row.peak,
        row.trough,
        row.recovered ?? "not yet",
        percent(row.depth),
        count(row.days),
      ])}
    />
  );
}

/** Round trips by one of their properties, chosen by the reader. */
const MOST_SLICES = 30;

export function Breakdowns({ breakdowns }: { breakdowns: BreakdownData[] }) {
  const [key, setKey] = useState(breakdowns[0]?.key ?? "");
  const shown = breakdowns.find((each) => each.key === key) ?? breakdowns[0];
  const { shown: slices, rest } = useFirst(shown?.slices ?? [], MOST_SLICES);
  if (!shown) {
    return <p className="tw-note">No position was closed in this run.</p>;
  }
  return (
    <>
      <div className="tw-choices" role="group" aria-label="Property">
        {breakdowns.map((each) => (
          <button
            key={each.key}
            type="button"
            aria-pressed={each.key === shown.key}
            onClick={() => setKey(each.key)}
          >
            {each.title}
          </button>
        ))}
      </div>
      <p className="tw-note">
        By {shown.definition}.{" "}
        {shown.slices.some((slice) => slice.small) &&
          "An asterisk marks fewer than 30 round trips: too few to conclude anything."}
      </p>
      <Rows
        label={`Round trips by ${shown.title}`}
        head={[
          shown.title,
          "Round trips",
          "Won",
          "Profit",
          "Mean",
          "Profit factor",
          "Mean return",
          "Held",
        ]}
        rows={slices.map((slice) => [
          slice.small ? `${slice.label} *` : slice.label,
          count(slice.roundTrips),
          percent(slice.winRate, 1),
          signedDecimal(slice.netProfit),
          signedDecimal(slice.expectancy),
          decimal(slice.profitFactor, 2),
          signedPercent(slice.averageReturn),
          duration(slice.averageSeconds),
        ])}
      />
      {rest}
    </>
  );
}

/** Intervals, tests and what chance could have made. */
export function UncertaintyView({ data }: { data: UncertaintyData }) {
  const intervals: [string, string, IntervalData, (value: number | null) => string][] = [
    ["Sharpe ratio", "blocks of days", data.blocks.sharpe, (value) => decimal(value, 2)],
    ["Sharpe ratio", "single days", data.independent.sharpe, (value) => decimal(value, 2)],
    ["Compound annual growth", "blocks of days", data.blocks.cagr, (value) => percent(value)],
    [
      "Maximum drawdown at day ends",
      "blocks of days",
      data.blocks.maxDrawdown,
      (value) => percent(value),
    ],
    ["Profit factor", "round trips", data.profitFactor, (value) => decimal(value, 2)],
  ];
  const confidence = data.blocks.sharpe.confidence ?? data.profitFactor.confidence;
  return (
    <div data-testid="uncertainty">
      <p>{luckSentence(data.noEdge.finalEquityRank)}</p>
      <Rows
        label="Intervals"
        head={["Measure", "Estimate", "Low", "High", "Drawn from"]}
        rows={intervals.map(([name, from, interval, format]) => [
          name,
          format(interval.estimate),
          format(interval.low),
          format(interval.high),
          from,
        ])}
      />
      <p className="tw-note">
        {confidence === null ? "" : `${decimal(confidence * 100, 0)} % intervals, `}
        bias-corrected and accelerated bootstrap of {count(data.blocks.sharpe.resamples)} resamples;
        a dash where no bound can be given.
      </p>
      <dl className="tw-facts">
        <Fact
          name="Probability that the Sharpe ratio is above 0"
          tip="Probabilistic Sharpe ratio of Bailey and López de Prado: allows for length, skewness and kurtosis of the returns."
          value={probability(data.probabilisticSharpe)}
        />
        <Fact
          name="Deflated Sharpe ratio"
          tip="The same against the best that so many trials would show without skill; needs the number of trials."
          value={probability(data.deflatedSharpe)}
        />
        <Fact
          name="Days needed to tell it from 0"
          tip="Minimum track record length of Bailey and López de Prado."
          value={`${count(data.minimumTrackRecordDays)} (there are ${count(data.returns)})`}
        />
        <Fact
          name="p-value of the mean daily return"
          tip="Student's t-test; in brackets with the standard error of Newey and West, which allows for dependence."
          value={`${probability(data.meanTest.pValue)} (${probability(data.robustMeanTest.pValue)})`}
        />
        <Fact
          name="Maximum drawdown to reckon with"
          tip="Median and 95 % quantile over resampled blocks of the daily returns."
          value={`${percent(data.resampledReturns.maxDrawdown.p50)}, ${percent(data.resampledReturns.maxDrawdown.p95)}`}
        />
        <Fact
          name="Orders of the same round trips with a smaller drawdown"
          tip="A low share says that the order was a lucky one and worse is to be expected."
          value={percent(data.shuffledTrades.maxDrawdownRank, 1)}
        />
      </dl>
      {data.warnings.length > 0 && (
        <ul className="tw-warnings">
          {data.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Fact({ name, tip, value }: { name: string; tip: string; value: string }) {
  return (
    <div>
      <dt>
        <Tip text={tip}>{name}</Tip>
      </dt>
      <dd>{value}</dd>
    </div>
  );
}

/** A plain table that scrolls where it is too wide; the first column reads left. */
export function Rows({ label, head, rows }: { label: string; head: string[]; rows: string[][] }) {
  return (
    <div className="tw-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="tw-rows">
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${row[0]}-${i}`}>
              {row.map((cell, j) => (
                <td key={head[j]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
