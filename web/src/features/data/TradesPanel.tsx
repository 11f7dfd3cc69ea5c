import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { apiUrl, send } from "../../api/http";
import { queries } from "../../api/queries";
import type { MarketTrades } from "../../api/types";
import { count } from "../../format/numbers";
import { utcMoment } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";

/** The market's trades that are stored beside bars. */
export function TradesPanel() {
  const trades = useQuery(queries.trades());
  const [deleted, setDeleted] = useState<MarketTrades | null>(null);
  return (
    <Panel
      title="Trades"
      note="Kept one by one beside the bars, for backtests that are filled in detail."
    >
      <Loaded query={trades}>{(list) => <Traded list={list} onDelete={setDeleted} />}</Loaded>
      <Deleting trades={deleted} onClose={() => setDeleted(null)} />
    </Panel>
  );
}

interface TradedProps {
  list: MarketTrades[];
  onDelete: (trades: MarketTrades) => void;
}

function Traded({ list, onDelete }: TradedProps) {
  const columns = useMemo<Column<MarketTrades>[]>(
    () => [
      { id: "instrument", header: "Instrument", lead: true, cell: (row) => row.instrument },
      { id: "trades", header: "Trades", align: "right", cell: (row) => count(row.trades) },
      {
        id: "span",
        header: "Span (UTC)",
        cell: (row) => (
          <span className="tw-numbers">
            <span className="nowrap">{utcMoment(row.first)} to</span>{" "}
            <span className="nowrap">{utcMoment(row.last)}</span>
          </span>
        ),
      },
      {
        id: "source",
        header: "Source",
        cell: (row) => <span className="breakable">{row.source}</span>,
      },
      {
        id: "actions",
        header: "",
        cell: (row) => (
          <Group gap="xs" wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              component="a"
              href={apiUrl("/trades/export", { instrument: row.instrument })}
              aria-label={`Export the trades of ${row.instrument}`}
              download
            >
              Export
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Delete the trades of ${row.instrument}`}
              onClick={() => onDelete(row)}
            >
              Delete
            </Button>
          </Group>
        ),
      },
    ],
    [onDelete],
  );
  return list.length === 0 ? (
    <Text size="sm">
      None. A file of trades is kept with <i>Keep trades</i> when it is imported.
    </Text>
  ) : (
    <DataTable
      label="Trades"
      columns={columns}
      rows={list}
      rowId={(row) => row.instrument}
      testId="market-trades"
    />
  );
}

function Deleting({ trades, onClose }: { trades: MarketTrades | null; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (instrument: string) => send("DELETE", "/trades", undefined, { instrument }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["series", "trades"] });
    },
  });
  return (
    <Confirm
      opened={trades !== null}
      title="Delete these trades?"
      action="Delete"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => trades && remove.mutate(trades.instrument)}
      onClose={onClose}
    >
      {trades && `${count(trades.trades)} trades of ${trades.instrument} are removed.`} Finished
      backtests that read them stay, but can no longer be repeated here.
    </Confirm>
  );
}
