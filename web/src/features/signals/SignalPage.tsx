import { Alert, Badge, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { apiUrl, send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Signal, SignalDefinition, SignalDefinitionDetail } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { decimal } from "../../format/numbers";
import { toSeconds, utcDateTime, utcMoment } from "../../format/time";
import { SeriesChart } from "../../series/SeriesChart";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { HashValue } from "../../ui/HashValue";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, ErrorState, Loaded, LoadingBox } from "../../ui/states";
import { GenerationStatus } from "./GenerationStatus";
import {
  exportPath,
  filterOf,
  marks,
  partnerText,
  signalText,
  stateText,
  strengthText,
  totals,
  type SignalSearch,
} from "./words";

const PAGE = 50;

/** One definition: what it says, where it stands, and its signals on a chart and in a table. */
export function SignalPage() {
  const { name } = useParams({ from: "/inside/signals/$name" });
  const { version } = useSearch({ from: "/inside/signals/$name" });
  const query = useQuery(queries.signalDefinition(name, version));
  if (query.error && asProblem(query.error).status === 404) {
    return (
      <EmptyState
        title={`There is no signal ${name}`}
        action={<LinkButton to="/signals">All signals</LinkButton>}
      />
    );
  }
  return (
    <Loaded query={query}>
      {(detail) => (
        <>
          <PageHeader
            title={detail.definition.name}
            note={detail.definition.description || undefined}
            actions={<Actions definition={detail.definition} />}
          />
          {detail.definition.problem && (
            <Alert
              color="orange"
              role="alert"
              mb="md"
              title="No signals can be made of this definition"
            >
              {detail.definition.problem}
            </Alert>
          )}
          <GenerationStatus />
          <Stack>
            <Definition detail={detail} />
            <Explorer detail={detail} />
          </Stack>
        </>
      )}
    </Loaded>
  );
}

function Actions({ definition }: { definition: SignalDefinition }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const path = `/signal-definitions/${encodeURIComponent(definition.name)}`;
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ["signal-definitions"] });
    await client.invalidateQueries({ queryKey: ["signal-generations"] });
  };
  const act = useMutation({
    mutationFn: (what: "activate" | "deactivate" | "generate") =>
      what === "generate"
        ? send("POST", "/signal-generations", { definition: definition.name, afresh: true })
        : send("POST", `${path}/${what}`),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => send("DELETE", path),
    onSuccess: async () => {
      await refresh();
      await navigate({ to: "/signals" });
    },
  });
  if (!definition.inUse) {
    return null;
  }
  return (
    <Group gap="xs">
      <Button
        variant="default"
        disabled={!definition.active}
        loading={act.isPending && act.variables === "generate"}
        onClick={() => act.mutate("generate")}
      >
        Generate again
      </Button>
      <Button
        variant="default"
        loading={act.isPending && act.variables !== "generate"}
        onClick={() => act.mutate(definition.active ? "deactivate" : "activate")}
      >
        {definition.active ? "Deactivate" : "Activate"}
      </Button>
      <LinkButton to="/signals/$name/edit" params={{ name: definition.name }} variant="default">
        Edit
      </LinkButton>
      <Button variant="default" onClick={() => setAsking(true)}>
        Delete
      </Button>
      {act.error && (
        <Text size="sm" c="var(--tw-down)" role="alert">
          {asProblem(act.error).message}
        </Text>
      )}
      <Confirm
        opened={isAsking}
        title={`Delete ${definition.name}?`}
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        No more signals are made of it. Its versions and the signals that are there stay readable.
      </Confirm>
    </Group>
  );
}

function Definition({ detail }: { detail: SignalDefinitionDetail }) {
  const { definition, versions, states } = detail;
  const navigate = useNavigate({ from: "/signals/$name" });
  const rows: [string, string][] = [
    ["Enter long when", definition.entry],
    ["Exit long when", definition.exit],
    ["Enter short when", definition.shortEntry],
    ["Exit short when", definition.shortExit],
    ["Strength", definition.strength],
  ];
  return (
    <Panel
      title="Definition"
      actions={
        <Group gap="xs">
          <Badge
            variant="light"
            radius="sm"
            tt="none"
            color={definition.active && definition.inUse ? "tide" : "gray"}
            data-testid="signal-state"
          >
            {definition.inUse ? (definition.active ? "active" : "off") : "not in use"}
          </Badge>
          <Select
            size="xs"
            w={150}
            aria-label="Version"
            allowDeselect={false}
            data={versions.map((each) => ({
              value: String(each),
              label: each === versions[0] ? `Version ${each} (newest)` : `Version ${each}`,
            }))}
            value={String(definition.version)}
            onChange={(value) =>
              void navigate({
                search: Number(value) === versions[0] ? {} : { version: Number(value) },
              })
            }
          />
        </Group>
      }
    >
      <dl className="fact-list">
        {rows
          .filter(([, text]) => text !== "")
          .map(([title, text]) => (
            <FormulaFact key={title} title={title} text={text} />
          ))}
        {definition.parameters.length > 0 && (
          <>
            <dt>Parameters</dt>
            <dd>
              {definition.parameters.map(({ name, value }) => `$${name} = ${value}`).join(", ")}
            </dd>
          </>
        )}
        <dt>Bars</dt>
        <dd>{definition.timeframe}</dd>
        <dt>Instruments</dt>
        <dd>
          {definition.scanner
            ? `those that pass ${definition.scanner}`
            : definition.instruments.length > 0
              ? definition.instruments.join(", ")
              : "all of the timeframe"}
        </dd>
        <dt>This version since (UTC)</dt>
        <dd>{utcDateTime(definition.createdAt)}</dd>
        <dt>Signals</dt>
        <dd>
          {states.length === 0 ? (
            "none generated yet"
          ) : (
            <details>
              <summary>{totals(states)}</summary>
              <ul style={{ margin: "4px 0", paddingLeft: 18 }}>
                {states.map((state) => (
                  <li key={state.instrument}>
                    {state.instrument}: {state.entries} entries, {state.exits} exits, {state.open}{" "}
                    open; {stateText(state)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </dd>
      </dl>
    </Panel>
  );
}

function FormulaFact({ title, text }: { title: string; text: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <Formula text={text} inline />
      </dd>
    </>
  );
}

/** The signals of a definition: filters, chart, table, and one with the values it was made of. */
function Explorer({ detail }: { detail: SignalDefinitionDetail }) {
  const { definition, states } = detail;
  const search = useSearch({ from: "/inside/signals/$name" });
  const navigate = useNavigate({ from: "/signals/$name" });
  const [trail, setTrail] = useState(FIRST_PAGE);
  const instruments = states.map(({ instrument }) => instrument);
  const instrument =
    search.instrument ?? states.find(({ entries, exits }) => entries + exits > 0)?.instrument;
  const filter = filterOf(definition.name, {
    ...search,
    version: definition.version,
    ...(instrument ? { instrument } : {}),
  });
  const cursor = currentCursor(trail);
  const query = useQuery({
    ...queries.signals({ ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) }),
    enabled: states.length > 0,
  });
  const change = (changes: Partial<SignalSearch>) => {
    setTrail(FIRST_PAGE);
    void navigate({
      search: (old: SignalSearch) =>
        Object.fromEntries(
          Object.entries({ ...old, ...changes }).filter(([, value]) => value !== ""),
        ),
      replace: true,
    });
  };
  if (states.length === 0) {
    return (
      <Panel title="Signals" testId="explorer">
        <EmptyState title="No signals yet">
          {definition.active
            ? `They appear when bars of ${definition.timeframe} are imported.`
            : "The definition is off; activate it to generate them."}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel
      title="Signals"
      testId="explorer"
      actions={
        <Group gap="xs">
          {(["csv", "parquet"] as const).map((format) => (
            <Button
              key={format}
              component="a"
              size="xs"
              variant="default"
              href={apiUrl(exportPath(filter, format))}
              download
              leftSection={<Icon name="download" size={14} />}
            >
              {format === "csv" ? "CSV" : "Parquet"}
            </Button>
          ))}
        </Group>
      }
    >
      <Group gap="sm" mb="md" align="flex-end">
        <Select
          label="Instrument"
          searchable
          allowDeselect={false}
          data={instruments}
          value={instrument ?? null}
          onChange={(value) => value && change({ instrument: value, signal: "" })}
          style={{ flex: "1 1 160px" }}
        />
        <Select
          label="Kind"
          allowDeselect={false}
          data={[
            { value: "", label: "Entries and exits" },
            { value: "entry", label: "Entries" },
            { value: "exit", label: "Exits" },
          ]}
          value={search.kind ?? ""}
          onChange={(value) => change({ kind: value ?? "" })}
          style={{ flex: "1 1 160px" }}
        />
        <TextInput
          type="date"
          label="From"
          value={search.from ?? ""}
          onChange={(event) => change({ from: event.currentTarget.value })}
          style={{ flex: "1 1 140px" }}
        />
        <TextInput
          type="date"
          label="Before"
          value={search.to ?? ""}
          onChange={(event) => change({ to: event.currentTarget.value })}
          style={{ flex: "1 1 140px" }}
        />
      </Group>
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <LoadingBox height={420} />
      ) : query.data.items.length === 0 ? (
        <EmptyState title="No signal matches">Choose another instrument, kind or time.</EmptyState>
      ) : (
        <>
          {instrument && (
            <Marked
              key={instrument}
              instrument={instrument}
              timeframe={definition.timeframe}
              signals={query.data.items}
            />
          )}
          {search.signal && <OneSignal id={search.signal} onClose={() => change({ signal: "" })} />}
          <DataTable
            label="Signals"
            columns={columns((id) => change({ signal: id }))}
            rows={query.data.items}
            rowId={(row) => row.id}
            testId="signals"
          />
          <Pager trail={trail} size={PAGE} page={query.data} onTrail={setTrail} />
        </>
      )}
    </Panel>
  );
}

interface MarkedProps {
  instrument: string;
  timeframe: string;
  signals: Signal[];
}

/** The listed signals on the prices. */
function Marked({ instrument, timeframe, signals }: MarkedProps) {
  const series = useQuery(queries.series());
  const found = series.data?.find(
    (each) => each.instrument === instrument && each.timeframe === timeframe,
  );
  const first = found?.first;
  const last = found?.last;
  const span = useMemo(
    () => ({ from: toSeconds(first ?? null) ?? 0, to: toSeconds(last ?? null) ?? 0 }),
    [first, last],
  );
  const focus = useMemo(() => {
    const times = signals.map(({ bar }) => toSeconds(bar) ?? 0);
    const from = Math.min(...times);
    const to = Math.max(...times);
    const margin = Math.max(1, to - from) * 0.05;
    return { from: Math.max(span.from, from - margin), to: Math.min(span.to, to + margin) };
  }, [signals, span]);
  const trades = useMemo(() => marks(signals), [signals]);
  if (series.isPending) {
    return <LoadingBox height={360} />;
  }
  if (!found) {
    return (
      <Text size="sm" c="dimmed" mb="md">
        The prices of {instrument} {timeframe} are not stored any more.
      </Text>
    );
  }
  return (
    <div style={{ marginBottom: 16 }}>
      <Text size="sm" c="dimmed" mb={4}>
        The chart marks the signals of the table below.
      </Text>
      <SeriesChart
        instrument={instrument}
        timeframe={timeframe}
        span={span}
        focus={focus}
        trades={trades}
        height={360}
      />
    </div>
  );
}

function columns(onShow: (id: string) => void): Column<Signal>[] {
  return [
    {
      id: "bar",
      header: "Bar (UTC)",
      lead: true,
      cell: (row) => (
        <Button
          variant="transparent"
          size="compact-sm"
          px={0}
          onClick={() => onShow(row.id)}
          aria-label={`Show ${signalText(row)} of ${utcMoment(row.bar)}`}
        >
          {utcMoment(row.bar)}
        </Button>
      ),
    },
    { id: "what", header: "Signal", cell: signalText },
    { id: "known", header: "Known at (UTC)", cell: (row) => utcMoment(row.knownAt) },
    {
      id: "strength",
      header: "Strength",
      align: "right",
      cell: (row) => strengthText(row.strength),
    },
    { id: "partner", header: "Matched", cell: partnerText },
    { id: "hash", header: "Hash", cell: (row) => <code>{row.hash}</code> },
  ];
}

/** One signal with the values it was decided on. */
function OneSignal({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(queries.signal(id));
  return (
    <section aria-label="One signal" data-testid="signal" style={{ marginBottom: 16 }}>
      <Loaded query={query}>
        {({ signal, snapshot }) => (
          <Alert
            color="gray"
            variant="light"
            title={`${signalText(signal)} on ${signal.instrument}, bar of ${utcMoment(signal.bar)} UTC`}
            withCloseButton
            closeButtonLabel="Close"
            onClose={onClose}
          >
            <dl className="fact-list">
              {snapshot.map(({ column, value }) => (
                <ValueFact key={column} column={column} value={value} />
              ))}
              <dt>Known at (UTC)</dt>
              <dd>{utcDateTime(signal.knownAt)}</dd>
              <dt>Strength</dt>
              <dd>{strengthText(signal.strength)}</dd>
              <dt>Matched</dt>
              <dd>{partnerText(signal)}</dd>
              <dt>Definition</dt>
              <dd>
                {signal.definition} version {signal.version}
              </dd>
              <dt>Hash</dt>
              <dd>
                <HashValue value={signal.hash} name="the hash" full />
              </dd>
              <dt>Recorded (UTC)</dt>
              <dd>{utcDateTime(signal.recordedAt)}</dd>
            </dl>
          </Alert>
        )}
      </Loaded>
    </section>
  );
}

function ValueFact({ column, value }: { column: string; value: number | null }) {
  return (
    <>
      <dt>
        <Formula text={column} inline />
      </dt>
      <dd className="tw-numbers">{value === null ? "undefined" : decimal(value, 6)}</dd>
    </>
  );
}
