import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  HistogramSeries,
  LineSeries,
  PriceScaleMode,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type LogicalRange,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { priceDigits, signedDecimal } from "../format/numbers";
import { utcDate, utcMoment } from "../format/time";
import type { CandleColumns, LineColumns, TradeMarker } from "./candles";
import type { ChartPalette } from "./palette";
import { indexAt, stepSeconds, timeAt, type TimeWindow } from "./window";

/** A line over the candles, or in a pane below that lines of the same pane share. */
export interface Overlay {
  id: string;
  name: string;
  color: string;
  /** `price` for the candles' own. */
  pane: string;
  line: LineColumns;
}

interface CandleChartProps {
  columns: CandleColumns;
  overlays?: readonly Overlay[];
  markers?: readonly TradeMarker[];
  isLogarithmic?: boolean;
  palette: ChartPalette;
  height: number;
  label: string;
  /** What to show at first, and again whenever the object changes; all if absent. */
  focus?: TimeWindow | null;
  /** Called on every pan and zoom with the visible span of time. */
  onWindow?: (window: TimeWindow) => void;
}

interface Parts {
  chart: IChartApi;
  candles: ISeriesApi<"Candlestick">;
  volume: ISeriesApi<"Histogram">;
  markers: ISeriesMarkersPluginApi<Time>;
  lines: Map<string, ISeriesApi<"Line">>;
  /** Which line is in which pane, as the lines were made. */
  layout: string;
}

/** Candles with volume, lines and trades. Keeps the visible span of time when the bars change. */
export function CandleChart(props: CandleChartProps) {
  const { columns, overlays, markers, isLogarithmic, palette, height, label, focus } = props;
  const box = useRef<HTMLDivElement>(null);
  const parts = useRef<Parts | null>(null);
  const shown = useRef<CandleColumns>(columns);
  const visible = useRef<TimeWindow | null>(null);
  const applied = useRef<TimeWindow | null | undefined>(undefined);
  const isSetting = useRef(false);
  const onWindow = useRef(props.onWindow);

  useEffect(() => {
    onWindow.current = props.onWindow;
  }, [props.onWindow]);

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const made = makeParts(element);
    parts.current = made;
    const onRange = (range: LogicalRange | null) => {
      const times = shown.current.t;
      if (!range || isSetting.current || times.length === 0) {
        return;
      }
      const step = stepSeconds(times);
      const window = {
        from: timeAt(times, range.from, step),
        to: timeAt(times, range.to, step),
      };
      visible.current = window;
      onWindow.current?.(window);
    };
    made.chart.timeScale().subscribeVisibleLogicalRangeChange(onRange);
    return () => {
      made.chart.timeScale().unsubscribeVisibleLogicalRangeChange(onRange);
      made.chart.remove();
      parts.current = null;
    };
  }, []);

  useEffect(() => {
    if (parts.current) {
      applyColors(parts.current, palette);
    }
  }, [palette]);

  useEffect(() => {
    parts.current?.chart.priceScale("right").applyOptions({
      mode: isLogarithmic ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal,
    });
  }, [isLogarithmic]);

  useEffect(() => {
    const made = parts.current;
    if (!made) {
      return;
    }
    isSetting.current = true;
    shown.current = columns;
    setBars(made, columns, palette);
    if (applied.current !== focus) {
      applied.current = focus;
      visible.current = focus ?? null;
    }
    const scale = made.chart.timeScale();
    if (visible.current && columns.t.length > 0) {
      const step = stepSeconds(columns.t);
      scale.setVisibleLogicalRange({
        from: indexAt(columns.t, visible.current.from, step),
        to: indexAt(columns.t, visible.current.to, step),
      });
    } else {
      scale.fitContent();
    }
    isSetting.current = false;
  }, [columns, palette, focus]);

  useEffect(() => {
    if (parts.current) {
      setLines(parts.current, overlays ?? []);
    }
  }, [overlays]);

  useEffect(() => {
    parts.current?.markers.setMarkers(toMarkers(markers ?? [], palette));
  }, [markers, palette]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      style={{ height, width: "100%", position: "relative" }}
    />
  );
}

function makeParts(element: HTMLElement): Parts {
  const chart = createChart(element, {
    autoSize: true,
    // Once on a page is enough, and its ids must not be repeated.
    layout: {
      attributionLogo: document.getElementById("tv-attr-logo") === null,
      fontFamily: "system-ui, sans-serif",
    },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderVisible: false },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      secondsVisible: false,
      minBarSpacing: 0.2,
    },
    localization: { timeFormatter: (time: Time) => `${utcMoment(Number(time))} UTC` },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
  });
  const candles = chart.addSeries(CandlestickSeries, { priceLineVisible: false });
  const volume = chart.addSeries(
    HistogramSeries,
    { priceFormat: { type: "volume" }, priceLineVisible: false, lastValueVisible: false },
    1,
  );
  candles.priceScale().applyOptions({ scaleMargins: { top: 0.06, bottom: 0.04 } });
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0 } });
  chart.panes()[0]?.setStretchFactor(5);
  chart.panes()[1]?.setStretchFactor(1);
  return {
    chart,
    candles,
    volume,
    markers: createSeriesMarkers(candles, []),
    lines: new Map(),
    layout: "",
  };
}

function applyColors({ chart, candles }: Parts, palette: ChartPalette) {
  chart.applyOptions({
    layout: {
      background: { type: ColorType.Solid, color: palette.surface },
      textColor: palette.muted,
      panes: { separatorColor: palette.grid, separatorHoverColor: palette.grid },
    },
    grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
  });
  candles.applyOptions({
    upColor: palette.up,
    downColor: palette.down,
    borderUpColor: palette.up,
    borderDownColor: palette.down,
    wickUpColor: palette.up,
    wickDownColor: palette.down,
  });
}

function setBars({ candles, volume }: Parts, columns: CandleColumns, palette: ChartPalette) {
  const bars = [];
  const volumes = [];
  for (let i = 0; i < columns.t.length; i++) {
    const time = columns.t[i] as UTCTimestamp;
    const open = columns.o[i] ?? 0;
    const close = columns.c[i] ?? 0;
    bars.push({ time, open, high: columns.h[i] ?? 0, low: columns.l[i] ?? 0, close });
    const color = close >= open ? palette.upSoft : palette.downSoft;
    volumes.push({ time, value: columns.v[i] ?? 0, color });
  }
  const digits = priceDigits(columns.c[columns.c.length - 1] ?? 1);
  candles.applyOptions({
    priceFormat: { type: "price", precision: digits, minMove: 10 ** -digits },
  });
  candles.setData(bars);
  volume.setData(volumes);
}

/** Panes below the candles (0) and the volume (1), in the order in which lines ask for them. */
export function paneIndexes(overlays: readonly Overlay[]): Map<string, number> {
  const panes = new Map([["price", 0]]);
  for (const { pane } of overlays) {
    if (!panes.has(pane)) {
      panes.set(pane, panes.size + 1);
    }
  }
  return panes;
}

function setLines(parts: Parts, overlays: readonly Overlay[]) {
  const { chart, lines } = parts;
  const layout = JSON.stringify(overlays.map(({ id, pane }) => [id, pane]));
  const panes = paneIndexes(overlays);
  if (layout !== parts.layout) {
    // Removing the last line of a pane moves those below it, so that all are made anew.
    lines.forEach((line) => chart.removeSeries(line));
    lines.clear();
    parts.layout = layout;
    for (const { id, pane } of overlays) {
      const line = chart.addSeries(
        LineSeries,
        { priceLineVisible: false, crosshairMarkerVisible: false, lineWidth: 2 },
        panes.get(pane) ?? 0,
      );
      lines.set(id, line);
    }
    panes.forEach((index) => index > 1 && chart.panes()[index]?.setStretchFactor(1.6));
  }
  for (const overlay of overlays) {
    const line = lines.get(overlay.id);
    line?.applyOptions({
      color: overlay.color,
      title: overlay.name,
      ...(overlay.pane === "price" ? {} : { priceFormat: formatOf(overlay.line.v) }),
    });
    line?.setData(
      overlay.line.t.map((time, i) => {
        const value = overlay.line.v[i];
        return value === null || value === undefined
          ? { time: time as UTCTimestamp }
          : { time: time as UTCTimestamp, value };
      }),
    );
  }
}

/** As many digits as the largest value needs. */
function formatOf(values: readonly (number | null)[]) {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const digits = Math.max(0, priceDigits(largest || 1) - 2);
  return { type: "price" as const, precision: digits, minMove: 10 ** -digits };
}

/** Beyond so many markers their words would lie on each other. */
const MOST_TEXTS = 24;

function toMarkers(markers: readonly TradeMarker[], palette: ChartPalette): SeriesMarker<Time>[] {
  const hasRoom = markers.length <= MOST_TEXTS;
  return markers.map(({ time, kind, count, pnl }) => {
    const isEntry = kind === "entry";
    const many = count > 1 ? `${count}× ` : "";
    return {
      time: time as UTCTimestamp,
      position: isEntry ? ("belowBar" as const) : ("aboveBar" as const),
      shape: isEntry ? ("arrowUp" as const) : ("arrowDown" as const),
      color: isEntry ? palette.accent : palette.text,
      text: hasRoom
        ? `${many}${isEntry ? "in" : pnl === null ? "out" : `out ${signedDecimal(pnl)}`}`
        : "",
    };
  });
}

/** The label of a candle chart: what, from when to when. */
export function candleLabel(instrument: string, timeframe: string, columns: CandleColumns): string {
  const first = columns.t[0];
  const last = columns.t[columns.t.length - 1];
  return first === undefined || last === undefined
    ? `Candles of ${instrument}, ${timeframe}: no bars`
    : `Candles of ${instrument}, ${timeframe}, from ${utcDate(first)} to ${utcDate(last)} (UTC)`;
}
