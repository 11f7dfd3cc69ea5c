import { queryOptions } from "@tanstack/react-query";
import { get } from "../http";
import type {
  Bars,
  CalendarDetail,
  CorporateAction,
  Import,
  ImportReport,
  IndicatorLine,
  Instrument,
  MarketTrades,
  Page,
  Series,
  ShownTimeframe,
  Timeframe,
  TradingCalendar,
  TradingSession,
} from "../types";
import { itemsOf, nullIfAbsent } from "./shared";

/** Names a series wherever the server asks for one. */
export interface SeriesKey {
  instrument: string;
  timeframe: string;
}

export interface BarsRequest extends SeriesKey {
  from?: string;
  to?: string;
  maxPoints: number;
}

export interface IndicatorRequest extends BarsRequest {
  function: "sma" | "ema" | "rsi";
  period: number;
}

/** Prices, imports and time. */
export const marketQueries = {
  /** The timeframes in which an instrument can be looked at. */
  shownTimeframes: (instrument: string) =>
    queryOptions({
      queryKey: ["series", "timeframes", instrument],
      queryFn: async ({ signal }) =>
        (await get<Page<ShownTimeframe>>("/series/timeframes", { instrument }, signal)).items,
    }),

  series: () =>
    queryOptions({
      queryKey: ["series"],
      queryFn: async () => itemsOf(await get<Series[] | Page<Series>>("/series", { limit: 1000 })),
    }),

  /** Of which instruments the market's trades are stored. */
  trades: () =>
    queryOptions({
      queryKey: ["series", "trades"],
      queryFn: async () => itemsOf(await get<Page<MarketTrades>>("/trades")),
    }),

  instruments: () =>
    queryOptions({
      queryKey: ["instruments"],
      queryFn: async () => itemsOf(await get<Instrument[] | Page<Instrument>>("/instruments")),
    }),

  /** Splits and dividends, in the order of their days. */
  corporateActions: (instrument: string) =>
    queryOptions({
      queryKey: ["corporate-actions", instrument],
      queryFn: async () =>
        itemsOf(await get<Page<CorporateAction>>("/corporate-actions", { instrument })),
    }),

  instrument: (id: string) =>
    queryOptions({
      queryKey: ["instrument", id],
      queryFn: async () => {
        const all = itemsOf(await get<Instrument[] | Page<Instrument>>("/instruments"));
        return all.find((instrument) => instrument.id === id) ?? null;
      },
    }),

  /** `null` where no report is kept. */
  quality: (key: SeriesKey) =>
    queryOptions({
      queryKey: ["series", "quality", key],
      queryFn: () => get<ImportReport>("/series/quality", { ...key }).catch(nullIfAbsent),
    }),

  bars: (request: BarsRequest) =>
    queryOptions({
      queryKey: ["series", "bars", request],
      queryFn: ({ signal }) => get<Bars>("/series/bars", { ...request }, signal),
      staleTime: 60_000,
    }),

  indicator: (request: IndicatorRequest) =>
    queryOptions({
      queryKey: ["series", "indicator", request],
      queryFn: ({ signal }) => get<IndicatorLine>("/series/indicator", { ...request }, signal),
      staleTime: 60_000,
    }),

  imports: () =>
    queryOptions({
      queryKey: ["imports"],
      queryFn: () => get<Page<Import>>("/imports", { limit: 20 }),
    }),

  import: (id: string) =>
    queryOptions({ queryKey: ["imports", id], queryFn: () => get<Import>(`/imports/${id}`) }),

  timeframes: () =>
    queryOptions({
      queryKey: ["timeframes"],
      queryFn: async () => itemsOf(await get<Page<Timeframe>>("/timeframes")),
      staleTime: 600_000,
    }),

  calendars: () =>
    queryOptions({
      queryKey: ["calendars"],
      queryFn: async () => itemsOf(await get<Page<TradingCalendar>>("/calendars")),
      staleTime: 600_000,
    }),

  calendar: (code: string) =>
    queryOptions({
      queryKey: ["calendars", code],
      queryFn: () => get<CalendarDetail>(`/calendars/${encodeURIComponent(code)}`),
      staleTime: 600_000,
    }),

  /** Sessions with an instant between two dates that are at most a few months apart. */
  sessions: (code: string, span: { from: string; to: string }) =>
    queryOptions({
      queryKey: ["calendars", code, "sessions", span],
      queryFn: async () =>
        itemsOf(
          await get<Page<TradingSession>>(`/calendars/${encodeURIComponent(code)}/sessions`, {
            ...span,
            limit: 100,
          }),
        ),
      staleTime: 600_000,
    }),
};
