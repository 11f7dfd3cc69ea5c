import { useMemo, useState } from "react";
import { asNumber, count, price, quantity, signedDecimal, signedPercent } from "../format/numbers";
import { utcMoment } from "../format/time";
import { nextOrder, sortTrades, type TradeColumn, type TradeOrder } from "./trades";
import type { ReportRoundTrip } from "./types";

const PAGE = 50;

const COLUMNS: { key: TradeColumn; title: string; text: (trade: ReportRoundTrip) => string }[] = [
  { key: "instrument", title: "Instrument", text: (trade) => trade.instrument },
  { key: "entryTime", title: "Entry (UTC)", text: (trade) => utcMoment(trade.entryTime) },
  { key: "entryPrice", title: "Entry price", text: (trade) => price(asNumber(trade.entryPrice)) },
  { key: "exitTime", title: "Exit (UTC)", text: (trade) => utcMoment(trade.exitTime) },
  { key: "exitPrice", title: "Exit price", text: (trade) => price(asNumber(trade.exitPrice)) },
  { key: "quantity", title: "Quantity", text: (trade) => quantity(asNumber(trade.quantity)) },
  { key: "pnl", title: "Profit", text: (trade) => signedDecimal(asNumber(trade.pnl)) },
  { key: "returnFraction", title: "Return", text: (trade) => signedPercent(trade.returnFraction) },
  { key: "fees", title: "Fees", text: (trade) => price(asNumber(trade.fees)) },
  { key: "bars", title: "Bars", text: (trade) => count(trade.bars) },
  { key: "mae", title: "Worst", text: (trade) => signedPercent(trade.mae) },
  { key: "mfe", title: "Best", text: (trade) => signedPercent(trade.mfe) },
];

/** Round trips, sortable, fifty on a page. */
export function TradesTable({ trades, total }: { trades: ReportRoundTrip[]; total: number }) {
  const [order, setOrder] = useState<TradeOrder>({ column: "exitTime", descending: false });
  const [page, setPage] = useState(0);
  const sorted = useMemo(() => sortTrades(trades, order), [trades, order]);
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE));
  const shown = sorted.slice(page * PAGE, (page + 1) * PAGE);
  return (
    <>
      <div className="tw-scroll" tabIndex={0} role="region" aria-label="Round trips">
        <table className="trades" data-testid="round-trips">
          <thead>
            <tr>
              {COLUMNS.map(({ key, title }) => (
                <th key={key} scope="col" aria-sort={ariaSort(order, key)}>
                  <button
                    type="button"
                    onClick={() => {
                      setOrder(nextOrder(order, key));
                      setPage(0);
                    }}
                  >
                    {title}
                    {order.column === key ? (order.descending ? " ↓" : " ↑") : ""}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((trade, i) => (
              <tr key={`${trade.exitTime}-${i}`}>
                {COLUMNS.map(({ key, text }) => (
                  <td key={key} className={tone(trade, key)}>
                    {text(trade)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pager">
        <span>
          {trades.length < total
            ? `The first ${count(trades.length)} of ${count(total)}`
            : count(total)}
          {`, page ${page + 1} of ${pages}`}
        </span>
        <button
          type="button"
          className="plain no-print"
          disabled={page === 0}
          onClick={() => setPage(page - 1)}
        >
          Previous
        </button>
        <button
          type="button"
          className="plain no-print"
          disabled={page >= pages - 1}
          onClick={() => setPage(page + 1)}
        >
          Next
        </button>
      </div>
    </>
  );
}

function ariaSort(order: TradeOrder, column: TradeColumn) {
  if (order.column !== column) {
    return "none";
  }
  return order.descending ? "descending" : "ascending";
}

function tone(trade: ReportRoundTrip, column: TradeColumn): string | undefined {
  if (column !== "pnl" && column !== "returnFraction") {
    return undefined;
  }
  const value = asNumber(trade.pnl) ?? 0;
  return value === 0 ? undefined : value > 0 ? "tw-up" : "tw-down";
}
