import { Text } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { queries, type SeriesKey } from "../api/queries";
import { CandleChart, candleLabel, type Overlay } from "../charts/CandleChart";
import { describeCandles, tradeMarkers, type MarkedTrade } from "../charts/candles";
import {
  alignTo,
  reductionNote,
  stepSeconds,
  windowToLoad,
  type TimeWindow,
} from "../charts/window";
import { count, price, signedPercent } from "../format/numbers";
import { utcMoment } from "../format/time";
import { EmptyState, ErrorState, LoadingBox } from "../ui/states";
import { usePalette } from "../ui/useScheme";
import { ExpressionNotes } from "./ExpressionNotes";
import { shortName, suitedPane, type ExpressionChoice } from "./expressions";
import { overlayName, type IndicatorChoice } from "./overlays";

const MAX_POINTS = 2_500;
const DEBOUNCE_MILLIS = 220;
const PANE_HEIGHT = 120;
const NO_EXPRESSIONS: readonly ExpressionChoice[] = [];

interface SeriesChartProps extends SeriesKey {
  /** All that the series has, UTC epoch seconds. */
  span: TimeWindow;
  /** What to show at first; all if absent. A new object moves the view there. */
  focus?: TimeWindow | null;
  indicators?: readonly IndicatorChoice[];
  expressions?: readonly ExpressionChoice[];
  trades?: readonly MarkedTrade[];
  isLogarithmic?: boolean;
  height: number;
  onWindow?: (window: TimeWindow) => void;
}

/** Candles of a stored series; asks the server for what the zoom needs and says when it is reduced. */
export function SeriesChart(props: SeriesChartProps) {
  const { instrument, timeframe, span, focus, indicators, trades, isLogarithmic, height } = props;
  const expressions = props.expressions ?? NO_EXPRESSIONS;
  const palette = usePalette();
  const [asked, setAsked] = useState<TimeWindow | null>(() => initialRequest(focus, span));
  const request = {
    instrument,
    timeframe,
    maxPoints: MAX_POINTS,
    ...(asked ? { from: iso(asked.from), to: iso(asked.to + 1) } : {}),
  };
  const bars = useQuery({ ...queries.bars(request), placeholderData: keepPreviousData });
  const lines = useQueries({
    queries: (indicators ?? []).map((choice) => ({
      ...queries.indicator({ ...request, ...choice }),
      placeholderData: keepPreviousData,
    })),
  });
  const values = useQueries({
    queries: expressions.map(({ text }) => ({
      ...queries.preview({ ...request, expression: text }),
      placeholderData: keepPreviousData,
      retry: false,
    })),
  });

  const loaded = useRef({ ...(asked ?? span), reduced: true });
  useEffect(() => {
    if (bars.data && !bars.isPlaceholderData) {
      loaded.current = { ...(asked ?? span), reduced: bars.data.reduced };
    }
  }, [bars.data, bars.isPlaceholderData, asked, span]);

  const onWindow = useDebouncedCallback((window: TimeWindow) => {
    props.onWindow?.(window);
    const wanted = windowToLoad(window, loaded.current, span);
    if (wanted) {
      setAsked(wanted);
    }
  }, DEBOUNCE_MILLIS);

  const data = bars.data;
  const linesKey = [...lines, ...values].map((line) => line.dataUpdatedAt).join();
  const overlays = useMemo<Overlay[]>(() => {
    if (!data) {
      return [];
    }
    const drawn = expressions.flatMap(({ text, pane }, i) => {
      const preview = values[i]?.data;
      if (preview?.expression !== text) {
        return [];
      }
      const line = alignTo(data.t, { t: preview.t, v: preview.value });
      const suited = preview.type === "BOOLEAN" ? "own" : suitedPane(line.v, data);
      const color = (i + (indicators?.length ?? 0)) % palette.series.length;
      return {
        id: `expression ${text}`,
        name: shortName(text),
        color: palette.series[color] ?? palette.accent,
        pane: (pane === "auto" ? suited : pane) === "price" ? "price" : `own ${text}`,
        line,
      };
    });
    const known = (indicators ?? []).flatMap((choice, i) => {
      const line = lines[i]?.data;
      return line
        ? [
            {
              id: overlayName(choice),
              name: overlayName(choice),
              color: palette.series[i % palette.series.length] ?? palette.accent,
              pane: choice.function === "rsi" ? "oscillator" : "price",
              line: alignTo(data.t, line),
            },
          ]
        : [];
    });
    return [...known, ...drawn];
    // The list of query results is new at every render; their update times say when it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, indicators, expressions, linesKey, palette]);
  const markers = useMemo(
    () => (data && trades ? tradeMarkers(trades, data.t, stepSeconds(data.t)) : []),
    [data, trades],
  );

  if (!data) {
    return bars.error ? (
      <ErrorState error={bars.error} onRetry={() => void bars.refetch()} />
    ) : (
      <LoadingBox height={height} />
    );
  }
  if (data.t.length === 0) {
    return <EmptyState title="No bars in this span">Choose a longer one.</EmptyState>;
  }
  const failed = lines.find((line) => line.error)?.error;
  const words = describeCandles(data);
  const panes = new Set(overlays.map(({ pane }) => pane).filter((pane) => pane !== "price")).size;
  return (
    <div aria-busy={bars.isFetching}>
      {bars.error ? <ErrorState error={bars.error} onRetry={() => void bars.refetch()} /> : null}
      {failed ? <ErrorState error={failed} /> : null}
      <CandleChart
        columns={data}
        overlays={overlays}
        markers={markers}
        isLogarithmic={isLogarithmic ?? false}
        palette={palette}
        height={height + Math.max(0, panes - 1) * PANE_HEIGHT}
        label={candleLabel(instrument, timeframe, data)}
        focus={focus ?? null}
        onWindow={onWindow}
      />
      <Text size="sm" c="dimmed" mt="xs" data-testid="resolution" aria-live="polite">
        {reductionNote(data.reduced, data.sourceBars, data.t.length, timeframe)}
      </Text>
      {expressions.length > 0 && (
        <ExpressionNotes expressions={expressions} values={values} overlays={overlays} />
      )}
      {words && (
        <Text size="sm" c="dimmed" data-testid="chart-summary">
          {count(words.count)} candles from {utcMoment(words.first)} to {utcMoment(words.last)} UTC:
          opened at {price(words.open)}, closed at {price(words.close)} (
          {signedPercent(words.close / words.open - 1)}), between {price(words.low)} and{" "}
          {price(words.high)}.
        </Text>
      )}
    </div>
  );
}

function initialRequest(focus: TimeWindow | null | undefined, span: TimeWindow): TimeWindow | null {
  if (!focus) {
    return null;
  }
  const width = focus.to - focus.from;
  return {
    from: Math.max(span.from, Math.floor(focus.from - width)),
    to: Math.min(span.to, Math.ceil(focus.to + width)),
  };
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
