import { Badge, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { queries } from "../../api/queries";
import type { Import, Series } from "../../api/types";
import { count } from "../../format/numbers";
import { utcDateTime, utcMoment } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { flagWords } from "../../ui/flags";
import { EmptyState, Loaded } from "../../ui/states";
import { StatusBadge } from "../../ui/status";
import { LinkButton } from "../../ui/LinkButton";
import { TradesPanel } from "./TradesPanel";

/** All series, and the newest imports. */
export function DataPage() {
  const series = useQuery(queries.series());
  const imports = useQuery(queries.imports());
  return (
    <>
      <PageHeader
        title="Data"
        note="Every series with its source and what was noticed while importing it. Times are UTC."
        actions={
          <LinkButton to="/data/import" leftSection={<Icon name="upload" size={18} />}>
            Import a file
          </LinkButton>
        }
      />
      <Panel title="Series">
        <Loaded query={series}>{(list) => <Catalogue list={list} />}</Loaded>
      </Panel>
      <div style={{ height: 16 }} />
      <TradesPanel />
      <div style={{ height: 16 }} />
      <Panel title="Newest imports">
        <Loaded query={imports}>{(page) => <Imports list={page.items} />}</Loaded>
      </Panel>
    </>
  );
}

function Catalogue({ list }: { list: Series[] }) {
  const columns = useMemo<Column<Series>[]>(
    () => [
      {
        id: "instrument",
        header: "Instrument",
        lead: true,
        cell: (row) => (
          <Link
            to="/data/series"
            search={{ instrument: row.instrument, timeframe: row.timeframe }}
            style={{ color: "var(--tw-accent)", fontWeight: 600 }}
          >
            {row.instrument}
          </Link>
        ),
      },
      { id: "timeframe", header: "Timeframe", cell: (row) => row.timeframe },
      { id: "bars", header: "Bars", align: "right", cell: (row) => count(row.bars) },
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
        cell: (row) => (
          <div className="breakable" style={{ maxWidth: 340 }}>
            {row.source ?? "—"}
            {row.attribution && (
              <Text size="xs" c="dimmed">
                {row.attribution}
              </Text>
            )}
          </div>
        ),
      },
      { id: "flags", header: "Noticed", cell: (row) => <Flags series={row} /> },
    ],
    [],
  );
  if (list.length === 0) {
    return (
      <EmptyState
        title="No prices yet"
        action={<LinkButton to="/data/import">Import a file</LinkButton>}
      >
        CSV, Parquet and JSON files of bars or trades. Nothing is repaired silently: every import
        says what it read, what it refused and why.
      </EmptyState>
    );
  }
  return (
    <DataTable
      label="Series"
      columns={columns}
      rows={list}
      rowId={(row) => `${row.instrument} ${row.timeframe}`}
      testId="catalogue"
    />
  );
}

function Flags({ series }: { series: Series }) {
  if (series.flags.length === 0) {
    return <Text size="sm">nothing</Text>;
  }
  return (
    <Group gap={4} justify="flex-start">
      {series.flags.map((flag) => (
        <Badge
          key={flag.kind}
          variant="light"
          color="yellow"
          radius="sm"
          tt="none"
          fw={500}
          title={flagWords(flag.kind).meaning}
        >
          {flagWords(flag.kind).label} {count(flag.count)}
        </Badge>
      ))}
    </Group>
  );
}

function Imports({ list }: { list: Import[] }) {
  const columns = useMemo<Column<Import>[]>(
    () => [
      {
        id: "file",
        header: "File",
        lead: true,
        cell: (row) => (
          <Link
            to="/data/imports/$id"
            params={{ id: row.id }}
            className="breakable"
            style={{ color: "var(--tw-accent)" }}
          >
            {row.fileName}
          </Link>
        ),
      },
      {
        id: "instrument",
        header: "Into",
        cell: (row) => `${row.instrument} ${row.timeframe ?? row.report?.timeframe ?? ""}`,
      },
      { id: "status", header: "Status", cell: (row) => <StatusBadge status={row.status} /> },
      {
        id: "message",
        header: "Outcome",
        cell: (row) => <span className="breakable">{row.message ?? ""}</span>,
      },
      { id: "created", header: "Started (UTC)", cell: (row) => utcDateTime(row.createdAt) },
    ],
    [],
  );
  return list.length === 0 ? (
    <EmptyState title="No imports yet" />
  ) : (
    <DataTable label="Imports" columns={columns} rows={list} rowId={(row) => row.id} />
  );
}
