import { Code, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { queries } from "../../api/queries";
import type { Backtest, OpenPosition, Rejection, Series } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { equityOption } from "../../charts/options";
import type { TimeWindow } from "../../charts/window";
import { asNumber, count, plural, price, quantity, signedDecimal } from "../../format/numbers";
import { withRegistry } from "../../format/statistics";
import { toSeconds, utcDateTime, utcMoment } from "../../format/time";
import { Assumptions } from "../../parts/Assumptions";
import { MonthlyTable } from "../../parts/MonthlyTable";
import { Headline, StatisticGroups } from "../../parts/Statistics";
import { SeriesChart } from "../../series/SeriesChart";
import { DataTable, type Column } from "../../ui/DataTable";
import { HashValue } from "../../ui/HashValue";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { InstrumentChoice, MOST_AT_ONCE } from "./InstrumentChoice";
import { RoundTrips } from "./RoundTrips";
import { TearSheetPanels } from "./TearSheetPanels";

/** As many points as an equity curve is drawn with. */
export const MAX_POINTS = 2_000;

/** All that a finished run gives. */
export function ResultView({ run }: { run: Backtest }) {
  const currency = run.inputs?.[0]?.currency ?? "";
  const definitions = useQuery(queries.statistics());
  const statistics = useMemo(
    () => withRegistry(run.statisticDetails ?? [], definitions.data ?? []),
    [run.statisticDetails, definitions.data],
  );
  return (
    <Stack>
      <Panel label="Result" testId="verdict">
        <Headline statistics={statistics} currency={currency} />
      </Panel>
      <Equity id={run.id} currency={currency} />
      <InstrumentCharts run={run} />
      <Monthly id={run.id} />
      <Panel
        title="Statistics"
        note="Point at a name, or move to it with the keyboard, for its formula, its period and its source."
      >
        <StatisticGroups statistics={statistics} currency={currency} />
      </Panel>
      <TearSheetPanels id={run.id} currency={currency} />
      <RoundTrips id={run.id} timeframe={run.timeframe} currency={currency} />
      <OpenPositions positions={run.openPositions ?? []} />
      <Rejections rejections={run.rejections ?? []} total={run.rejectionCount ?? 0} />
    </Stack>
  );
}

/** What a result rests on, and what makes it the same again. */
export function Basis({ run }: { run: Backtest }) {
  return (
    <>
      <Panel
        id="assumptions"
        title="Assumptions"
        note="What this result rests on. Warnings are reasons for doubt."
      >
        <Assumptions assumptions={run.assumptions ?? []} />
      </Panel>
      <Reproduce run={run} />
    </>
  );
}

function Equity({ id, currency }: { id: string; currency: string }) {
  const equity = useQuery(queries.equity(id, MAX_POINTS));
  const palette = usePalette();
  const option = useMemo(
    () => (equity.data ? equityOption(equity.data, palette, currency) : null),
    [equity.data, palette, currency],
  );
  const note = equity.data?.reduced
    ? `Reduced to ${count(equity.data.t.length)} points for drawing; statistics use every bar. Times in UTC.`
    : "Marked at every bar's close; times in UTC.";
  return (
    <Panel title="Equity and drawdown" note={note}>
      <Loaded query={equity} loading={<LoadingBox height={400} />}>
        {() =>
          option ? (
            <EChart option={option} height={400} label="Equity curve with drawdown below it" />
          ) : null
        }
      </Loaded>
    </Panel>
  );
}

/** The prices of each instrument, or of many the one that is chosen. */
function InstrumentCharts({ run }: { run: Backtest }) {
  const series = useQuery(queries.series());
  const [chosen, setChosen] = useState(run.instruments[0] ?? "");
  const isChoice = run.instruments.length > MOST_AT_ONCE;
  return (isChoice ? [chosen] : run.instruments).map((instrument) => (
    <Trades
      key={instrument}
      run={run}
      series={series.data?.find(
        (each) => each.instrument === instrument && each.timeframe === run.timeframe,
      )}
      instrument={instrument}
      isLoading={series.isPending}
      choice={
        isChoice ? (
          <InstrumentChoice instruments={run.instruments} value={chosen} onChange={setChosen} />
        ) : null
      }
    />
  ));
}

interface TradesProps {
  run: Backtest;
  series: Series | undefined;
  instrument: string;
  isLoading: boolean;
  choice: ReactNode;
}

function Trades({ run, series, instrument, isLoading, choice }: TradesProps) {
  const trades = useQuery(queries.markedTrades(run.id, instrument));
  const marked = useMemo(() => {
    const closed = (trades.data?.items ?? []).map(({ entryTime, exitTime, pnl }) => ({
      entryTime,
      exitTime,
      pnl: asNumber(pnl),
    }));
    const open = (run.openPositions ?? [])
      .filter((position) => position.instrument === instrument)
      .map(({ entryTime }) => ({ entryTime, exitTime: null, pnl: null }));
    return [...closed, ...open];
  }, [trades.data, run.openPositions, instrument]);
  const [span, focus] = useMemo<[TimeWindow, TimeWindow | null]>(() => {
    const whole = { from: toSeconds(series?.first) ?? 0, to: toSeconds(series?.last) ?? 0 };
    const from = Math.max(whole.from, toSeconds(run.from) ?? whole.from);
    const to = Math.min(whole.to, toSeconds(run.to) ?? whole.to);
    const isPart = from > whole.from || to < whole.to;
    return [whole, isPart && to > from ? { from, to } : null];
  }, [series, run.from, run.to]);
  const total = trades.data?.total ?? 0;
  const shown = trades.data?.items.length ?? 0;
  const note = `Arrows up are entries, arrows down are exits.${shown < total ? ` The first ${count(shown)} of ${count(total)} round trips are marked.` : ""}`;
  return (
    <Panel title={`Entries and exits on ${instrument}`} note={note} actions={choice}>
      {isLoading ? (
        <LoadingBox height={420} />
      ) : series ? (
        <SeriesChart
          instrument={instrument}
          timeframe={run.timeframe}
          span={span}
          focus={focus}
          trades={marked}
          height={420}
        />
      ) : (
        <EmptyState title="The prices of this run have been deleted">
          The result stays; the candles cannot be drawn any more.
        </EmptyState>
      )}
    </Panel>
  );
}

function Monthly({ id }: { id: string }) {
  const monthly = useQuery(queries.monthlyReturns(id));
  return (
    <Panel title="Monthly returns" note="In percent; the last column compounds the year.">
      <Loaded query={monthly}>
        {(returns) =>
          returns.length > 0 ? (
            <MonthlyTable returns={returns} />
          ) : (
            <EmptyState title="The run is shorter than a day" />
          )
        }
      </Loaded>
    </Panel>
  );
}

const POSITION_COLUMNS: Column<OpenPosition>[] = [
  { id: "instrument", header: "Instrument", lead: true, cell: (row) => row.instrument },
  { id: "entry", header: "Entry (UTC)", cell: (row) => utcMoment(row.entryTime) },
  {
    id: "entryPrice",
    header: "Entry price",
    align: "right",
    cell: (row) => price(asNumber(row.entryPrice)),
  },
  {
    id: "quantity",
    header: "Quantity",
    align: "right",
    cell: (row) => quantity(asNumber(row.quantity)),
  },
  {
    id: "mark",
    header: "Last price",
    align: "right",
    cell: (row) => price(asNumber(row.markPrice)),
  },
  {
    id: "unrealised",
    header: "Unrealised",
    align: "right",
    cell: (row) => signedDecimal(asNumber(row.unrealisedPnl)),
  },
];

function OpenPositions({ positions }: { positions: OpenPosition[] }) {
  if (positions.length === 0) {
    return null;
  }
  return (
    <Panel
      title="Still open at the end"
      note="Marked at the last close; not counted as round trips."
    >
      <DataTable
        label="Open positions"
        columns={POSITION_COLUMNS}
        rows={positions}
        rowId={(row) => `${row.instrument} ${row.entryTime}`}
        dense
      />
    </Panel>
  );
}

function Rejections({ rejections, total }: { rejections: Rejection[]; total: number }) {
  const [isAll, setAll] = useState(false);
  if (rejections.length === 0) {
    return null;
  }
  const shown = isAll ? rejections.slice(0, 500) : rejections.slice(0, 10);
  return (
    <Panel
      title="Refused orders"
      note={`${plural(Math.max(total, rejections.length), "order")} could not be filled.`}
    >
      <ul className="tw-assumptions">
        {shown.map((rejection, i) => (
          <li key={i}>
            <span className="tw-numbers">{utcDateTime(rejection.time)}</span>
            <span>{rejection.reason}</span>
          </li>
        ))}
      </ul>
      {!isAll && rejections.length > shown.length && (
        <Text
          component="button"
          type="button"
          size="sm"
          mt="sm"
          c="var(--tw-accent)"
          onClick={() => setAll(true)}
          style={{ background: "none", border: 0, padding: 0, cursor: "pointer" }}
        >
          Show more
        </Text>
      )}
    </Panel>
  );
}

function Reproduce({ run }: { run: Backtest }) {
  const identity = run.run;
  if (!identity) {
    return null;
  }
  return (
    <Panel
      title="Reproduce"
      note="The same data and configuration on the same engine give the same result hash."
      testId="hashes"
    >
      <dl className="fact-list">
        <dt>Engine</dt>
        <dd>{identity.engineVersion}</dd>
        <dt>Seed</dt>
        <dd>{String(identity.seed)}</dd>
        <dt>Data hash</dt>
        <dd>
          <HashValue value={identity.dataHash} name="data hash" />
        </dd>
        <dt>Configuration hash</dt>
        <dd>
          <HashValue value={identity.configHash} name="configuration hash" />
        </dd>
        <dt>Result hash</dt>
        <dd>
          <HashValue value={identity.resultHash} name="result hash" />
        </dd>
        <dt>Run</dt>
        <dd>
          <Code>{run.id}</Code>
        </dd>
      </dl>
    </Panel>
  );
}
