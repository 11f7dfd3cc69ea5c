import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { apiUrl } from "../../api/http";
import { queries } from "../../api/queries";
import type { RoundTrip } from "../../api/types";
import {
  asNumber,
  count,
  price,
  quantity,
  signedDecimal,
  signedPercent,
} from "../../format/numbers";
import { momentsOf } from "../../format/time";
import { DataTable, type Column, type SortState } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";

const PAGE = 25;
const NARROW_PAGE = 8;

const columnsOf = (moment: (at: string) => string): Column<RoundTrip>[] => [
  { id: "instrument", header: "Instrument", lead: true, cell: (row) => row.instrument },
  {
    id: "entryTime",
    header: "Entry (UTC)",
    sortable: true,
    cell: (row) => moment(row.entryTime),
  },
  {
    id: "entryPrice",
    header: "Entry price",
    align: "right",
    cell: (row) => price(asNumber(row.entryPrice)),
  },
  { id: "exitTime", header: "Exit (UTC)", sortable: true, cell: (row) => moment(row.exitTime) },
  {
    id: "exitPrice",
    header: "Exit price",
    align: "right",
    cell: (row) => price(asNumber(row.exitPrice)),
  },
  {
    id: "quantity",
    header: "Quantity",
    align: "right",
    cell: (row) => quantity(asNumber(row.quantity)),
  },
  {
    id: "pnl",
    header: "Profit",
    align: "right",
    sortable: true,
    cell: (row) => <span className={tone(row)}>{signedDecimal(asNumber(row.pnl))}</span>,
  },
  {
    id: "returnFraction",
    header: "Return",
    align: "right",
    sortable: true,
    cell: (row) => <span className={tone(row)}>{signedPercent(row.returnFraction)}</span>,
  },
  { id: "fees", header: "Fees", align: "right", cell: (row) => price(asNumber(row.fees)) },
  { id: "bars", header: "Bars", align: "right", sortable: true, cell: (row) => count(row.bars) },
  {
    id: "mae",
    header: "Worst",
    align: "right",
    sortable: true,
    cell: (row) => signedPercent(row.mae),
  },
  {
    id: "mfe",
    header: "Best",
    align: "right",
    sortable: true,
    cell: (row) => signedPercent(row.mfe),
  },
];

function tone(row: RoundTrip): string | undefined {
  const pnl = asNumber(row.pnl) ?? 0;
  return pnl === 0 ? undefined : pnl > 0 ? "tw-up" : "tw-down";
}

interface RoundTripsProps {
  id: string;
  timeframe: string;
  currency: string;
}

/** Round trips of a run, paged and sorted by the server. */
export function RoundTrips({ id, timeframe, currency }: RoundTripsProps) {
  const columns = useMemo(() => columnsOf(momentsOf(timeframe)), [timeframe]);
  const [sort, setSort] = useState<SortState>({ id: "exitTime", desc: false });
  const [trail, setTrail] = useState(FIRST_PAGE);
  const cursor = currentCursor(trail);
  const isNarrow = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const size = isNarrow ? NARROW_PAGE : PAGE;
  const trips = useQuery(
    queries.roundTrips(id, {
      limit: size,
      sort: sort.id,
      order: sort.desc ? "desc" : "asc",
      ...(cursor ? { cursor } : {}),
    }),
  );
  return (
    <Panel
      title="Round trips"
      note={`From entry to exit, fees of both sides included${currency ? `. Money in ${currency}` : ""}.`}
      actions={
        <Button
          component="a"
          href={apiUrl(`/backtests/${id}/round-trips.csv`)}
          download
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={15} />}
        >
          CSV
        </Button>
      }
    >
      <Loaded query={trips}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="No position was closed in this run" />
          ) : (
            <>
              <DataTable
                label="Round trips"
                columns={columns}
                rows={page.items}
                rowId={(row) =>
                  `${row.instrument} ${row.entryTime} ${row.exitTime} ${row.quantity}`
                }
                sort={sort}
                onSort={(next) => {
                  setSort(next);
                  setTrail(FIRST_PAGE);
                }}
                dense
                testId="round-trips"
              />
              <Pager trail={trail} size={size} page={page} onTrail={setTrail} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
