import { useMemo, type ReactNode } from "react";
import { CandleChart, candleLabel } from "../charts/CandleChart";
import { EChart } from "../charts/EChart";
import { tradeMarkers } from "../charts/candles";
import { equityOption, histogramOption } from "../charts/options";
import { paletteOf, type ChartPalette } from "../charts/palette";
import { stepSeconds } from "../charts/window";
import { shortList } from "../format/lists";
import { asNumber, count, plural, price, quantity, signedDecimal } from "../format/numbers";
import { verdict } from "../format/statistics";
import { utcDate, utcDateTime, utcMoment } from "../format/time";
import { Assumptions } from "../parts/Assumptions";
import { MonthlyTable } from "../parts/MonthlyTable";
import { Headline, StatisticGroups } from "../parts/Statistics";
import {
  Breakdowns,
  DailyChart,
  Drawdowns,
  ExposureChart,
  RollingCharts,
  UncertaintyView,
  Years,
} from "../parts/TearSheet";
import type { TearSheetData } from "../parts/tearSheet";
import { TradesTable } from "./TradesTable";
import type { ReportCandles, ReportData } from "./types";

interface ReportProps {
  data: ReportData;
  scheme: "light" | "dark";
  onToggle: () => void;
}

/** The whole page of one run. */
export function Report({ data, scheme, onToggle }: ReportProps) {
  const palette = paletteOf(scheme);
  const currency = data.instruments[0]?.currency ?? "";
  const value = (key: string) => data.statisticDetails.find((each) => each.key === key)?.value;
  const equity = useMemo(
    () =>
      equityOption(
        { t: data.equity.t, equity: data.equity.v, drawdown: data.equity.drawdown },
        palette,
        currency,
      ),
    [data, palette, currency],
  );
  const histogram = useMemo(
    () => histogramOption(data.dailyReturnsHistogram, palette),
    [data, palette],
  );
  const sheet = data.tearSheet;
  return (
    <main>
      <Head data={data} scheme={scheme} onToggle={onToggle} />
      <section className="card" aria-label="Result">
        <p className="verdict">{verdict(value("totalReturn"), value("buyAndHoldReturn"))}</p>
        <Headline statistics={data.statisticDetails} currency={currency} />
      </section>
      <Card
        title="Equity and drawdown"
        note={
          data.equity.reduced
            ? `Reduced to ${count(data.equity.t.length)} points for drawing${data.equity.points ? ` (the run has ${count(data.equity.points)})` : ""}; statistics use every bar.`
            : "Marked at every bar's close; times in UTC."
        }
      >
        <EChart option={equity} height={400} label="Equity curve with drawdown below it" />
      </Card>
      {sheet && (
        <Card
          title="Against holding the instruments"
          note="At day ends; equal amounts held from the first close on, without costs."
        >
          <DailyChart sheet={sheet} palette={palette} currency={currency} />
        </Card>
      )}
      {data.candles && <CandleCard data={data} candles={data.candles} palette={palette} />}
      <div className="two">
        <Card title="Monthly returns" note="In percent; the last column compounds the year.">
          {data.monthly.length > 0 ? (
            <MonthlyTable returns={data.monthly} />
          ) : (
            <p className="muted">The run is shorter than a day.</p>
          )}
        </Card>
        <Card title="Daily returns" note="How many days fell into each range.">
          {data.dailyReturnsHistogram.counts.length > 0 ? (
            <EChart option={histogram} height={260} label="Distribution of daily returns" />
          ) : (
            <p className="muted">The run is shorter than a day.</p>
          )}
        </Card>
      </div>
      {sheet && <SheetCards sheet={sheet} palette={palette} />}
      <Card
        title="Statistics"
        note="Point at a name, or move to it with the keyboard, for its definition."
      >
        <StatisticGroups statistics={data.statisticDetails} currency={currency} />
      </Card>
      <Card
        title="Round trips"
        note={`From entry to exit, fees of both sides included. Money in ${currency}.`}
        isLong
      >
        {data.roundTripsTotal > 0 ? (
          <TradesTable trades={data.roundTrips} total={data.roundTripsTotal} />
        ) : (
          <p className="muted">No position was closed in this run.</p>
        )}
      </Card>
      {sheet && (
        <Card title="Round trips by their properties" isLong>
          <Breakdowns breakdowns={sheet.breakdowns} />
        </Card>
      )}
      <OpenPositions data={data} />
      <Rejections data={data} />
      <Card title="Assumptions" note="What this result rests on." isLong>
        <Assumptions assumptions={data.assumptions} />
      </Card>
      <Reproduce data={data} />
    </main>
  );
}

/** Years, falls, rolling measures, exposure and uncertainty. */
function SheetCards({ sheet, palette }: { sheet: TearSheetData; palette: ChartPalette }) {
  return (
    <>
      <Card
        title="How much may be chance"
        note="What resampling the run's own days and round trips says about its figures."
      >
        <UncertaintyView data={sheet.uncertainty} />
      </Card>
      <Card title="Years" note="Calendar years in UTC; the first and the last may be cut.">
        <Years years={sheet.yearly} palette={palette} />
      </Card>
      <Card title="Worst drawdowns" note="Of the equity at day ends.">
        <Drawdowns drawdowns={sheet.drawdowns} />
      </Card>
      <Card
        title="Rolling measures"
        note={sheet.rolling.window > 0 ? `Over the last ${sheet.rolling.window} days.` : undefined}
      >
        <RollingCharts sheet={sheet} palette={palette} />
      </Card>
      {sheet.daily.exposure.length > 0 && (
        <Card title="Exposure" note="Value of what is held over the equity, at day ends.">
          <ExposureChart sheet={sheet} palette={palette} />
        </Card>
      )}
    </>
  );
}

function Card({
  title,
  note,
  isLong,
  children,
}: {
  title: string;
  note?: string;
  isLong?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={isLong ? "card long" : "card"}>
      <h2>{title}</h2>
      {note && <p className="muted">{note}</p>}
      {children}
    </section>
  );
}

function Head({ data, scheme, onToggle }: ReportProps) {
  const instruments = shortList(
    data.instruments.map((each) => `${each.id}${each.timeframe ? ` ${each.timeframe}` : ""}`),
  );
  const first = data.equity.t[0];
  const last = data.equity.t[data.equity.t.length - 1];
  return (
    <header className="report-head">
      <div>
        <h1>{titleOf(data)}</h1>
        <p className="muted">
          {instruments} · {utcDate(first)} to {utcDate(last)} (UTC) · {parametersOf(data)}
        </p>
        {data.dataSource && <p className="muted">Data: {data.dataSource}</p>}
      </div>
      <button type="button" className="plain no-print" onClick={onToggle}>
        {scheme === "dark" ? "Light" : "Dark"}
      </button>
    </header>
  );
}

/** The run's name, or its strategy and instruments where it has none. */
export function titleOf(data: ReportData): string {
  return data.name || `${data.strategy} on ${shortList(data.instruments.map((each) => each.id))}`;
}

function parametersOf(data: ReportData): string {
  const parameters = Object.entries(data.parameters).map(([name, value]) => `${name} ${value}`);
  return [data.strategy, ...parameters].join(", ");
}

function CandleCard({
  data,
  candles,
  palette,
}: {
  data: ReportData;
  candles: ReportCandles;
  palette: ChartPalette;
}) {
  const markers = useMemo(() => {
    const trades = data.roundTrips
      .filter((trade) => trade.instrument === candles.instrument)
      .map((trade) => ({ ...trade, pnl: asNumber(trade.pnl) }));
    const open = data.openPositions
      .filter((position) => position.instrument === candles.instrument)
      .map(({ entryTime }) => ({ entryTime, exitTime: null, pnl: null }));
    return tradeMarkers([...trades, ...open], candles.t, stepSeconds(candles.t));
  }, [data, candles]);
  const note = candles.reduced
    ? `Reduced: the run used bars of ${candles.timeframe}, one candle here is ${candles.resolution}.`
    : `Every bar of ${candles.timeframe}.`;
  return (
    <Card title="Entries and exits" note={`${note} Arrows up are entries, arrows down are exits.`}>
      <CandleChart
        columns={candles}
        markers={markers}
        palette={palette}
        height={420}
        label={candleLabel(candles.instrument, candles.resolution, candles)}
      />
    </Card>
  );
}

function OpenPositions({ data }: { data: ReportData }) {
  if (data.openPositions.length === 0) {
    return null;
  }
  return (
    <Card
      title="Still open at the end"
      note="Marked at the last close; not counted as round trips."
    >
      <div className="tw-scroll">
        <table className="trades">
          <thead>
            <tr>
              {[
                "Instrument",
                "Entry (UTC)",
                "Entry price",
                "Quantity",
                "Last price",
                "Unrealised",
              ].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.openPositions.map((position, i) => (
              <tr key={`${position.instrument}-${i}`}>
                <td>{position.instrument}</td>
                <td>{utcMoment(position.entryTime)}</td>
                <td>{price(asNumber(position.entryPrice))}</td>
                <td>{quantity(asNumber(position.quantity))}</td>
                <td>{price(asNumber(position.markPrice))}</td>
                <td>{signedDecimal(asNumber(position.unrealisedPnl))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Rejections({ data }: { data: ReportData }) {
  if (data.rejections.length === 0) {
    return null;
  }
  const total = data.rejectionsTotal ?? data.rejections.length;
  const shown = data.rejections.slice(0, 20);
  return (
    <Card
      title="Refused orders"
      note={`${plural(total, "order")} refused${shown.length < total ? `; the first ${shown.length}` : ""}.`}
    >
      <ul className="tw-assumptions">
        {shown.map((rejection, i) => (
          <li key={i}>
            <span className="tw-numbers">{utcDateTime(rejection.time)}</span>
            <span>{rejection.reason}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reproduce({ data }: { data: ReportData }) {
  const facts: [string, string][] = [
    ["Run", data.run.id],
    ["Engine", data.run.engineVersion],
    ["Seed", String(data.run.seed)],
    ["Data hash", data.run.dataHash],
    ["Configuration hash", data.run.configHash],
    ["Result hash", data.run.resultHash],
  ];
  if (data.createdAt) {
    facts.push(["Made", `${utcDateTime(data.createdAt)} UTC`]);
  }
  return (
    <Card
      title="Reproduce"
      note="The same data and configuration on the same engine give the same result hash."
    >
      <dl className="facts">
        {facts.map(([name, value]) => (
          <FactRow key={name} name={name} value={value} />
        ))}
      </dl>
      <p className="muted" style={{ marginTop: 16 }}>
        A simulation on past prices; not advice and no promise. Made with Tradewind. Candles drawn
        by TradingView Lightweight Charts™.
      </p>
    </Card>
  );
}

function FactRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </>
  );
}
