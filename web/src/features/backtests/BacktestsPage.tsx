import { ActionIcon, Button, Checkbox, Group, Select, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { send } from "../../api/http";
import { isFinished, keepsPart } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { BacktestSummary } from "../../api/types";
import { shortList } from "../../format/lists";
import { count, decimal, percent, signedPercent } from "../../format/numbers";
import { utcMinute } from "../../format/time";
import { useLive } from "../../live/live";
import { Breaks } from "../../ui/Breaks";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column, type SortState } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";
import { PartBadge, StatusBadge } from "../../ui/status";
import { MAX_COMPARED, filterOf, sortOf, toggleChosen, type ListSearch } from "./listState";
import { runName, strategyText } from "./names";
import { LinkButton } from "../../ui/LinkButton";

const PAGE = 20;

/** All runs, paged, sorted and filtered by the server. */
export function BacktestsPage() {
  const search = useSearch({ from: "/inside/backtests" });
  const navigate = useNavigate({ from: "/backtests" });
  const { link } = useLive();
  const [trail, setTrail] = useState(FIRST_PAGE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [removing, setRemoving] = useState<BacktestSummary | null>(null);
  const runs = useQuery({
    ...queries.backtests(filterOf(search, PAGE, currentCursor(trail))),
    refetchInterval: ({ state }) =>
      link !== "live" && state.data?.items.some((run) => !isFinished(run.status)) ? 2_000 : false,
  });
  const change = (changes: Partial<ListSearch>) => {
    setTrail(FIRST_PAGE);
    const next = { ...search, ...changes };
    void navigate({
      search: Object.fromEntries(
        Object.entries(next).filter(([, value]) => value !== undefined && value !== ""),
      ) as ListSearch,
      replace: true,
    });
  };
  const isFiltered = Boolean(search.q || search.strategy || search.status || search.instrument);
  return (
    <>
      <PageHeader
        title="Backtests"
        note="Choose two to eight to compare them."
        actions={
          <>
            <Button
              variant="default"
              disabled={chosen.length < 2}
              onClick={() =>
                void navigate({ to: "/backtests/compare", search: { ids: chosen.join(",") } })
              }
            >
              Compare{chosen.length > 0 ? ` ${chosen.length}` : ""}
            </Button>
            <LinkButton to="/backtests/new" leftSection={<Icon name="plus" size={18} />}>
              New backtest
            </LinkButton>
          </>
        }
      />
      <Panel label="Backtests">
        <Filters search={search} onChange={change} />
        <Loaded query={runs}>
          {(page) =>
            page.items.length === 0 ? (
              isFiltered ? (
                <EmptyState title="No run matches">Change or clear the filters.</EmptyState>
              ) : (
                <NoRuns />
              )
            ) : (
              <>
                <RunTable
                  rows={page.items}
                  sort={sortOf(search)}
                  onSort={(sort) => change({ sort: sort.id, order: sort.desc ? "desc" : "asc" })}
                  chosen={chosen}
                  onChoose={(id) => setChosen((old) => toggleChosen(old, id))}
                  onRemove={setRemoving}
                />
                <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
              </>
            )
          }
        </Loaded>
      </Panel>
      <RemoveRun
        run={removing}
        onClose={() => setRemoving(null)}
        onRemoved={(id) => setChosen((old) => old.filter((each) => each !== id))}
      />
    </>
  );
}

function NoRuns() {
  return (
    <EmptyState
      title="No backtests yet"
      action={<LinkButton to="/backtests/new">Run the first one</LinkButton>}
    >
      Choose prices and a strategy; the result comes with every assumption it rests on.
    </EmptyState>
  );
}

function Filters({
  search,
  onChange,
}: {
  search: ListSearch;
  onChange: (changes: Partial<ListSearch>) => void;
}) {
  const strategies = useQuery(queries.strategies());
  const [text, setText] = useState(search.q ?? "");
  const apply = useDebouncedCallback((q: string) => onChange({ q }), 300);
  return (
    <Group gap="sm" mb="md">
      <TextInput
        aria-label="Search by name"
        placeholder="Search by name"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
        style={{ flex: "1 1 180px" }}
      />
      <Select
        aria-label="Strategy"
        placeholder="Any strategy"
        clearable
        data={(strategies.data ?? []).map((each) => ({ value: each.id, label: each.title }))}
        value={search.strategy ?? null}
        onChange={(strategy) => onChange({ strategy: strategy ?? undefined })}
        style={{ flex: "1 1 160px", maxWidth: 260 }}
      />
      <Select
        aria-label="Status"
        placeholder="Any status"
        clearable
        data={[
          { value: "DONE", label: "Done" },
          { value: "RUNNING", label: "Running" },
          { value: "QUEUED", label: "Waiting" },
          { value: "FAILED", label: "Failed" },
          { value: "CANCELLED", label: "Cancelled" },
          { value: "INTERRUPTED", label: "Interrupted" },
        ]}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: status ?? undefined })}
        style={{ flex: "1 1 130px", maxWidth: 200 }}
      />
    </Group>
  );
}

interface RunTableProps {
  rows: BacktestSummary[];
  sort: SortState;
  onSort: (sort: SortState) => void;
  chosen: readonly string[];
  onChoose: (id: string) => void;
  onRemove: (run: BacktestSummary) => void;
}

function RunTable({ rows, sort, onSort, chosen, onChoose, onRemove }: RunTableProps) {
  const columns = useMemo<Column<BacktestSummary>[]>(
    () => [
      {
        id: "choose",
        header: "Compare",
        cell: (run) => (
          <Checkbox
            size="xs"
            aria-label={`Compare ${runName(run)}`}
            checked={chosen.includes(run.id)}
            disabled={
              run.status !== "DONE" || (chosen.length >= MAX_COMPARED && !chosen.includes(run.id))
            }
            onChange={() => onChoose(run.id)}
          />
        ),
      },
      {
        id: "name",
        header: "Run",
        lead: true,
        cell: (run) => (
          <div className="cell-text" data-wide>
            <Link
              to="/backtests/$id"
              params={{ id: run.id }}
              style={{ color: "var(--tw-accent)", fontWeight: 600 }}
            >
              <Breaks text={runName(run)} />
            </Link>
          </div>
        ),
      },
      {
        id: "strategy",
        header: "Strategy",
        cell: (run) => (
          <div className="cell-text">
            <Breaks text={strategyText(run)} />
          </div>
        ),
      },
      {
        id: "instrument",
        header: "Prices",
        cell: (run) => `${shortList(run.instruments)} ${run.timeframe}`,
      },
      {
        id: "status",
        header: "Status",
        cell: (run) => (
          <Group gap={4}>
            <StatusBadge status={run.status} />
            {keepsPart(run) && <PartBadge />}
            {run.status === "RUNNING" ? ` ${percent(run.progress, 0)}` : ""}
          </Group>
        ),
      },
      {
        id: "totalReturn",
        header: "Return",
        align: "right",
        sortable: true,
        cell: (run) => (
          <span className={tone(run.totalReturn)}>{signedPercent(run.totalReturn)}</span>
        ),
      },
      {
        id: "sharpe",
        header: "Sharpe",
        align: "right",
        sortable: true,
        cell: (run) => decimal(run.sharpe),
      },
      {
        id: "maxDrawdown",
        header: "Drawdown",
        align: "right",
        sortable: true,
        cell: (run) => percent(run.maxDrawdown),
      },
      {
        id: "roundTrips",
        header: "Trips",
        align: "right",
        sortable: true,
        cell: (run) => count(run.roundTrips),
      },
      {
        id: "createdAt",
        header: "Started (UTC)",
        align: "right",
        sortable: true,
        cell: (run) => utcMinute(run.createdAt),
      },
      {
        id: "remove",
        header: "",
        align: "right",
        cell: (run) => (
          <Tooltip label="Delete">
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Delete ${runName(run)}`}
              onClick={() => onRemove(run)}
            >
              <Icon name="trash" size={17} />
            </ActionIcon>
          </Tooltip>
        ),
      },
    ],
    [chosen, onChoose, onRemove],
  );
  return (
    <DataTable
      label="Backtests"
      columns={columns}
      rows={rows}
      rowId={(run) => run.id}
      sort={sort}
      onSort={onSort}
      testId="backtests"
    />
  );
}

function tone(value: number | null): string | undefined {
  return value === null || value === 0 ? undefined : value > 0 ? "tw-up" : "tw-down";
}

function RemoveRun({
  run,
  onClose,
  onRemoved,
}: {
  run: BacktestSummary | null;
  onClose: () => void;
  onRemoved: (id: string) => void;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => send<null>("DELETE", `/backtests/${id}`),
    onSuccess: async (_, id) => {
      onRemoved(id);
      onClose();
      await client.invalidateQueries({ queryKey: ["backtests", "list"] });
    },
  });
  return (
    <Confirm
      opened={run !== null}
      title="Delete this backtest?"
      action="Delete"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => run && remove.mutate(run.id)}
      onClose={onClose}
    >
      “{run ? runName(run) : ""}” and its result are removed for good.
    </Confirm>
  );
}
