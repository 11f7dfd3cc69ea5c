import { Anchor, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { apiUrl, get, send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Series, SeriesVerification } from "../../api/types";
import { count } from "../../format/numbers";
import { utcDateTime, utcMoment } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { HashValue } from "../../ui/HashValue";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, ErrorState, Loaded, LoadingRows } from "../../ui/states";
import { CorporateActions } from "./CorporateActions";
import { InstrumentForm } from "./InstrumentForm";
import { ReportView } from "./ReportView";
import { LinkButton } from "../../ui/LinkButton";

/** One series: its facts, its quality report, export and deletion. */
export function SeriesPage() {
  const key = useSearch({ from: "/inside/data/series" });
  const list = useQuery(queries.series());
  return (
    <Loaded page="Series" query={list}>
      {(all) => {
        const series = all.find(
          (each) => each.instrument === key.instrument && each.timeframe === key.timeframe,
        );
        return series ? (
          <SeriesDetail series={series} />
        ) : (
          <EmptyState
            isPage
            title={`There is no series ${key.instrument} ${key.timeframe}`}
            action={<LinkButton to="/data">All series</LinkButton>}
          />
        );
      }}
    </Loaded>
  );
}

function SeriesDetail({ series }: { series: Series }) {
  const key = { instrument: series.instrument, timeframe: series.timeframe };
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <PageHeader
        title={`${series.instrument} ${series.timeframe}`}
        note={series.attribution ?? undefined}
        actions={<Actions series={series} onEdit={() => setEditing(true)} />}
      />
      <Stack>
        <Panel title="Facts">
          <dl className="fact-list">
            <dt>Bars</dt>
            <dd>{count(series.bars)}</dd>
            <dt>Span (UTC)</dt>
            <dd>
              {utcMoment(series.first)} to {utcMoment(series.last)}
            </dd>
            <dt>Currency</dt>
            <dd>{series.currency}</dd>
            <dt>Calendar</dt>
            <dd>
              <Link to="/calendars" search={{ code: series.calendar }}>
                {series.calendar === "24x7" ? "round the clock" : series.calendar}
              </Link>
            </dd>
            <dt>Source</dt>
            <dd>{series.source ?? "—"}</dd>
            <dt>Changed (UTC)</dt>
            <dd>{utcDateTime(series.updatedAt)}</dd>
            <dt>Data hash</dt>
            <dd>
              <HashValue value={series.dataHash} name="data hash" />
            </dd>
          </dl>
          <Intact series={series} />
        </Panel>
        <CorporateActions instrument={series.instrument} />
        <Quality instrument={key.instrument} timeframe={key.timeframe} />
      </Stack>
      <InstrumentForm id={series.instrument} opened={isEditing} onClose={() => setEditing(false)} />
    </>
  );
}

/** Reads the stored bars and compares them with the hash that was noted when they came. */
function Intact({ series }: { series: Series }) {
  const verify = useMutation({
    mutationFn: () =>
      get<SeriesVerification>("/series/verify", {
        instrument: series.instrument,
        timeframe: series.timeframe,
      }),
  });
  return (
    <Group gap="sm" mt="md">
      <Button
        size="xs"
        variant="default"
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        Verify the stored bars
      </Button>
      <Text size="sm" role="status">
        {verify.data &&
          (verify.data.intact
            ? "They are as they were imported."
            : `They have changed on disk: ${verify.data.actualHash.slice(0, 12)} instead of ${verify.data.notedHash.slice(0, 12)}. Import them again.`)}
        {verify.error && asProblem(verify.error).message}
      </Text>
    </Group>
  );
}

function Actions({ series, onEdit }: { series: Series; onEdit: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const key = { instrument: series.instrument, timeframe: series.timeframe };
  const remove = useMutation({
    mutationFn: () => send<null>("DELETE", "/series", undefined, key),
    onSuccess: async () => {
      setDeleting(false);
      await client.invalidateQueries({ queryKey: ["series"] });
      await navigate({ to: "/data" });
    },
  });
  return (
    <>
      <LinkButton to="/chart" search={key}>
        Chart
      </LinkButton>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="download" size={16} />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {["csv", "parquet"].map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={apiUrl("/series/export", { ...key, format })}
              download
            >
              {format === "csv" ? "CSV" : "Parquet"}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" onClick={onEdit}>
        Edit instrument
      </Button>
      <Button variant="default" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <Confirm
        opened={isDeleting}
        title="Delete this series?"
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setDeleting(false)}
      >
        {count(series.bars)} bars of {series.instrument} {series.timeframe} are removed. Finished
        backtests stay, but can no longer be repeated here.
      </Confirm>
    </>
  );
}

function Quality(key: { instrument: string; timeframe: string }) {
  const query = useQuery(queries.quality(key));
  if (query.isPending) {
    return <LoadingRows />;
  }
  if (query.error) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return query.data ? (
    <Stack gap="xs">
      <Group justify="space-between">
        <h2 style={{ margin: "8px 0 0", fontSize: 17 }}>Quality: what its import reported</h2>
        <Anchor component={Link} to="/data" size="sm">
          All series
        </Anchor>
      </Group>
      <ReportView report={query.data} />
    </Stack>
  ) : (
    <EmptyState title="No report is kept for this series" />
  );
}
