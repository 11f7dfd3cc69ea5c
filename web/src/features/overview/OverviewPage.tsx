import { Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { activeJobs, keepsPart } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { BacktestSummary, Job, Series } from "../../api/types";
import { sparklinePath } from "../../charts/sparkline";
import { shortList } from "../../format/lists";
import { count, decimal, percent, plural, signedPercent } from "../../format/numbers";
import { ago, utcDate } from "../../format/time";
import { useLive } from "../../live/live";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { JobProgress, PartBadge, StatusBadge } from "../../ui/status";
import { attributionsOf } from "./attributions";
import { LinkButton } from "../../ui/LinkButton";

const EMPTY_POLL_MILLIS = 4_000;

/** What is here, what runs, and where to go next. */
export function OverviewPage() {
  // While there is nothing yet, the demo data may be on its way.
  const series = useQuery({
    ...queries.series(),
    refetchInterval: ({ state }) => (state.data?.length === 0 ? EMPTY_POLL_MILLIS : false),
  });
  const runs = useQuery({
    ...queries.backtests({ limit: 6, sort: "createdAt", order: "desc" }),
    refetchInterval: ({ state }) => (state.data?.total === 0 ? EMPTY_POLL_MILLIS : false),
  });
  const { board } = useLive();
  const active = activeJobs(board);
  return (
    <>
      <PageHeader
        title="Overview"
        actions={
          <>
            <LinkButton
              to="/data/import"
              variant="default"
              leftSection={<Icon name="upload" size={18} />}
            >
              Import a file
            </LinkButton>
            <LinkButton to="/backtests/new" leftSection={<Icon name="plus" size={18} />}>
              New backtest
            </LinkButton>
          </>
        }
      />
      <Stack>
        {active.length > 0 && <Running jobs={active} />}
        <Panel
          title="Newest backtests"
          actions={
            <Link to="/backtests" style={{ color: "var(--tw-accent)", fontSize: 14 }}>
              All backtests
            </Link>
          }
        >
          <Loaded query={runs}>
            {(page) => <Runs list={page.items} now={runs.dataUpdatedAt} />}
          </Loaded>
        </Panel>
        <Panel
          title="Prices"
          actions={
            <Link to="/data" style={{ color: "var(--tw-accent)", fontSize: 14 }}>
              All data
            </Link>
          }
        >
          <Loaded query={series}>{(list) => <Prices list={list} />}</Loaded>
        </Panel>
      </Stack>
    </>
  );
}

function Running({ jobs }: { jobs: Job[] }) {
  return (
    <Panel title="Running now" testId="running">
      <Stack>
        {jobs.map((job) => (
          <div key={job.id}>
            <Text size="sm" fw={600} mb={4} className="breakable">
              {job.kind === "IMPORT" ? (
                <Link to="/data/imports/$id" params={{ id: job.subjectId }}>
                  {job.title}
                </Link>
              ) : job.kind === "BACKTEST" ? (
                <Link to="/backtests/$id" params={{ id: job.subjectId }}>
                  {job.title}
                </Link>
              ) : (
                job.title
              )}
            </Text>
            <JobProgress
              status={job.status}
              progress={job.progress}
              message={job.message}
              label={job.title}
            />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}

function Runs({ list, now }: { list: BacktestSummary[]; now: number }) {
  if (list.length === 0) {
    return (
      <EmptyState
        title="No backtests yet"
        action={<LinkButton to="/backtests/new">Run the first one</LinkButton>}
      >
        A strategy, some prices, and an honest answer with everything it assumes.
      </EmptyState>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" data-testid="newest">
      {list.map((run) => (
        <RunCard key={run.id} run={run} now={now} />
      ))}
    </SimpleGrid>
  );
}

function RunCard({ run, now }: { run: BacktestSummary; now: number }) {
  const isDone = run.status === "DONE";
  const tone = (run.totalReturn ?? 0) >= 0 ? "tw-up" : "tw-down";
  const title = run.name || `${run.strategy} on ${shortList(run.instruments)}`;
  return (
    <Link to="/backtests/$id" params={{ id: run.id }} className="panel card-link">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Text fw={600} className="breakable" lineClamp={2}>
          {title}
        </Text>
        {!isDone && (
          <Stack gap={4} align="flex-end">
            <StatusBadge status={run.status} />
            {keepsPart(run) && <PartBadge />}
          </Stack>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {shortList(run.instruments)} {run.timeframe} · {ago(run.createdAt, now)}
      </Text>
      {isDone && <Sparkline id={run.id} tone={tone} />}
      {isDone && (
        <Group gap={12} className="tw-numbers">
          <Text size="sm">
            <span className={tone} style={{ fontWeight: 650 }}>
              {signedPercent(run.totalReturn)}
            </span>
          </Text>
          <Text size="sm" c="dimmed">
            Sharpe {decimal(run.sharpe)}
          </Text>
          <Text size="sm" c="dimmed">
            Drawdown {percent(run.maxDrawdown, 1)}
          </Text>
        </Group>
      )}
      {run.error && (
        <Text size="sm" lineClamp={2} mt="xs" className="breakable">
          {run.error}
        </Text>
      )}
    </Link>
  );
}

function Sparkline({ id, tone }: { id: string; tone: string }) {
  const equity = useQuery(queries.equity(id, 120));
  return (
    <svg
      className={tone}
      viewBox="0 0 320 56"
      preserveAspectRatio="none"
      aria-hidden="true"
      style={{ width: "100%", height: 56, margin: "10px 0 6px", display: "block" }}
    >
      <path
        d={sparklinePath(equity.data?.equity ?? [], 320, 56)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function Prices({ list }: { list: Series[] }) {
  if (list.length === 0) {
    return (
      <EmptyState
        title="No prices yet"
        action={<LinkButton to="/data/import">Import a file</LinkButton>}
      >
        Bars or trades as CSV, Parquet or JSON. Every import says what it read and what it refused.
      </EmptyState>
    );
  }
  const bars = list.reduce((sum, each) => sum + each.bars, 0);
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {plural(list.length, "series", "series")} with {plural(bars, "bar")}. Times are UTC.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" data-testid="prices">
        {list.slice(0, 12).map((each) => (
          <Link
            key={`${each.instrument} ${each.timeframe}`}
            to="/chart"
            search={{ instrument: each.instrument, timeframe: each.timeframe }}
            className="panel card-link"
          >
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600} className="breakable">
                {each.instrument} <span style={{ fontWeight: 400 }}>{each.timeframe}</span>
              </Text>
              <Text size="sm" c="dimmed" className="tw-numbers">
                {count(each.bars)} bars
              </Text>
            </Group>
            <Text size="sm" c="dimmed" className="tw-numbers">
              {utcDate(each.first)} to {utcDate(each.last)}
            </Text>
          </Link>
        ))}
      </SimpleGrid>
      <Attributions list={list} />
    </>
  );
}

function Attributions({ list }: { list: Series[] }) {
  const attributions = attributionsOf(list);
  return attributions.length === 0 ? null : (
    <Text size="xs" c="dimmed" mt="md" component="div" data-testid="attributions">
      {attributions.map(({ instruments, text }) => (
        <div key={text} className="breakable">
          {shortList(instruments)}: {text}
        </div>
      ))}
    </Text>
  );
}
