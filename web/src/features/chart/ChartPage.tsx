import {
  ActionIcon,
  Group,
  NumberInput,
  Pill,
  SegmentedControl,
  Select,
  Switch,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { queries } from "../../api/queries";
import type { Series } from "../../api/types";
import type { TimeWindow } from "../../charts/window";
import { toSeconds } from "../../format/time";
import { SeriesChart } from "../../series/SeriesChart";
import { parseExpressions, printExpressions } from "../../series/expressions";
import {
  overlayName,
  parseOverlays,
  printOverlays,
  type IndicatorChoice,
} from "../../series/overlays";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import { ChartExpressions } from "./ChartExpressions";
import { drawnSeries, timeframeChoices } from "./timeframes";
import { lastDays, toSearch, windowOf, type ChartSearch } from "./state";
import { LinkButton } from "../../ui/LinkButton";

/** Candles of any stored series. */
export function ChartPage() {
  const series = useQuery(queries.series());
  return (
    <Loaded page="Chart" query={series} loading={<LoadingBox height={560} />}>
      {(list) =>
        list.length === 0 ? (
          <>
            <PageHeader title="Chart" />
            <EmptyState
              title="No prices yet"
              action={<LinkButton to="/data/import">Import a file</LinkButton>}
            >
              A chart needs at least one imported series.
            </EmptyState>
          </>
        ) : (
          <ChartOf list={list} />
        )
      }
    </Loaded>
  );
}

function ChartOf({ list }: { list: Series[] }) {
  const search = useSearch({ from: "/inside/chart" });
  const navigate = useNavigate({ from: "/chart" });
  const instrument = search.instrument ?? list[0]?.instrument ?? "";
  const stored = list.filter((each) => each.instrument === instrument);
  const shown = useQuery({ ...queries.shownTimeframes(instrument), enabled: stored.length > 0 });
  const drawn = drawnSeries(stored, shown.data ?? [], search.timeframe);
  const chosen = drawn?.series;
  const change = (changes: Partial<ChartSearch>) =>
    void navigate({ search: (old) => clean({ ...old, ...changes }), replace: true });
  const instruments = [...new Set(list.map((each) => each.instrument))].sort();
  return (
    <>
      <PageHeader
        title={chosen ? `${chosen.instrument} ${chosen.timeframe}` : "Chart"}
        note={
          [drawn?.madeOf && `made of ${drawn.madeOf} bars`, chosen?.attribution ?? chosen?.source]
            .filter(Boolean)
            .join(" · ") || undefined
        }
        actions={
          chosen && (
            <LinkButton
              to="/backtests/new"
              search={{
                instrument: chosen.instrument,
                timeframe: drawn.madeOf ?? chosen.timeframe,
              }}
              variant="default"
            >
              Backtest this
            </LinkButton>
          )
        }
      />
      <Group gap="sm" mb="md" align="flex-end">
        <Select
          label="Instrument"
          searchable
          allowDeselect={false}
          data={instruments}
          value={chosen?.instrument ?? null}
          onChange={(wanted) =>
            wanted &&
            change({ instrument: wanted, timeframe: undefined, from: undefined, to: undefined })
          }
        />
        <Select
          label="Timeframe"
          w={120}
          searchable
          allowDeselect={false}
          data={timeframeChoices(stored, shown.data ?? [])}
          value={chosen?.timeframe ?? null}
          onChange={(timeframe) =>
            timeframe && change({ instrument, timeframe, from: undefined, to: undefined })
          }
        />
        <Indicators
          choices={parseOverlays(search.overlays)}
          onChange={(choices) => change({ overlays: printOverlays(choices) })}
        />
        <Switch
          label="Log scale"
          checked={search.log ?? false}
          onChange={(event) => change({ log: event.currentTarget.checked || undefined })}
          mb={8}
        />
      </Group>
      <ChartExpressions
        choices={parseExpressions(search.expr)}
        onChange={(choices) => change({ expr: printExpressions(choices) })}
      />
      {chosen ? (
        <Canvas
          key={`${chosen.instrument} ${chosen.timeframe}`}
          series={chosen}
          onChange={change}
        />
      ) : shown.isLoading ? (
        <LoadingBox height={560} />
      ) : (
        <EmptyState title={`There is no series ${search.instrument} ${search.timeframe ?? ""}`}>
          Choose another instrument above.
        </EmptyState>
      )}
    </>
  );
}

const SPANS: { label: string; days: number | null }[] = [
  { label: "1 D", days: 1 },
  { label: "1 W", days: 7 },
  { label: "1 M", days: 31 },
  { label: "1 Y", days: 365 },
  { label: "5 Y", days: 5 * 365 },
  { label: "All", days: null },
];

function Canvas({
  series,
  onChange,
}: {
  series: Series;
  onChange: (changes: Partial<ChartSearch>) => void;
}) {
  const search = useSearch({ from: "/inside/chart" });
  const span = useMemo<TimeWindow>(
    () => ({ from: toSeconds(series.first) ?? 0, to: toSeconds(series.last) ?? 0 }),
    [series.first, series.last],
  );
  const [focus, setFocus] = useState<TimeWindow | null>(() => windowOf(search));
  const isFirstWindow = useRef(true);
  const indicators = useMemo(() => parseOverlays(search.overlays), [search.overlays]);
  const expressions = useMemo(() => parseExpressions(search.expr), [search.expr]);
  const length = span.to - span.from;
  const spans = SPANS.filter(({ days }) => days === null || days * 86_400 < length);
  return (
    <div className="panel" style={{ padding: 12 }}>
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label="Span"
          data={spans.map(({ label }) => label)}
          value=""
          onChange={(label) => {
            const days = SPANS.find((each) => each.label === label)?.days ?? null;
            setFocus(days === null ? { ...span } : lastDays(span, days));
          }}
        />
      </Group>
      <SeriesChart
        instrument={series.instrument}
        timeframe={series.timeframe}
        span={span}
        focus={focus}
        indicators={indicators}
        expressions={expressions}
        isLogarithmic={search.log ?? false}
        height={560}
        onWindow={(window) => {
          if (isFirstWindow.current && !focus) {
            isFirstWindow.current = false;
            return;
          }
          onChange(toSearch(window));
        }}
      />
    </div>
  );
}

function Indicators({
  choices,
  onChange,
}: {
  choices: IndicatorChoice[];
  onChange: (choices: IndicatorChoice[]) => void;
}) {
  const [kind, setKind] = useState<IndicatorChoice["function"]>("ema");
  const [period, setPeriod] = useState<number | string>(20);
  const add = () => {
    const choice = { function: kind, period: Number(period) };
    const isNew = !choices.some((each) => overlayName(each) === overlayName(choice));
    if (isNew && Number.isInteger(choice.period) && choice.period > 0 && choice.period < 10_000) {
      onChange([...choices, choice]);
    }
  };
  return (
    <>
      <Group gap={4} align="flex-end">
        <Select
          label="Indicator"
          w={96}
          allowDeselect={false}
          data={[
            { value: "ema", label: "EMA" },
            { value: "sma", label: "SMA" },
            { value: "rsi", label: "RSI" },
          ]}
          value={kind}
          onChange={(value) => {
            const next = (value ?? "ema") as IndicatorChoice["function"];
            setKind(next);
            setPeriod(next === "rsi" ? 14 : 20);
          }}
        />
        <NumberInput
          label="Period"
          w={84}
          min={1}
          max={9999}
          allowDecimal={false}
          value={period}
          onChange={setPeriod}
        />
        <ActionIcon size={36} variant="default" aria-label="Add indicator" onClick={add}>
          <Icon name="plus" size={18} />
        </ActionIcon>
      </Group>
      {choices.length > 0 && (
        <Pill.Group mb={6}>
          {choices.map((choice) => (
            <Pill
              key={overlayName(choice)}
              withRemoveButton
              removeButtonProps={{
                "aria-label": `Remove ${overlayName(choice)}`,
                tabIndex: 0,
                "aria-hidden": false,
              }}
              onRemove={() => onChange(choices.filter((each) => each !== choice))}
            >
              {overlayName(choice)}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </>
  );
}

function clean(search: ChartSearch): ChartSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as ChartSearch;
}
