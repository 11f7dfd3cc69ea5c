import { Alert, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { apiUrl } from "../../api/http";
import { queries } from "../../api/queries";
import type { Signal, SignalDefinitionDetail } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { decimal } from "../../format/numbers";
import { momentsOf, toSeconds, utcDateTime, utcMoment } from "../../format/time";
import { SeriesChart } from "../../series/SeriesChart";
import { DataTable, type Column } from "../../ui/DataTable";
import { HashValue } from "../../ui/HashValue";
import { Icon } from "../../ui/Icon";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, ErrorState, Loaded, LoadingBox } from "../../ui/states";
import {
  FORMATS,
  exportPath,
  filterOf,
  marks,
  partnerText,
  signalText,
  strengthText,
  type SignalSearch,
} from "./words";

const PAGE = 25;

/** The signals of a definition: filters, chart, table, and one with the values it was made of. */
export function SignalExplorer({ detail }: { detail: SignalDefinitionDetail }) {
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
          {FORMATS.map(({ format, label }) => (
            <Button
              key={format}
              component="a"
              size="xs"
              variant="default"
              href={apiUrl(exportPath(filter, format))}
              download
              leftSection={<Icon name="download" size={14} />}
            >
              {label}
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
            columns={columns(definition.timeframe, (id) => change({ signal: id }))}
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

function columns(timeframe: string, onShow: (id: string) => void): Column<Signal>[] {
  const moment = momentsOf(timeframe);
  return [
    {
      id: "bar",
      header: "Bar (UTC)",
      lead: true,
      cell: (row) => (
        <Button
          variant="transparent"
          size="compact-xs"
          fz="sm"
          px={0}
          onClick={() => onShow(row.id)}
          aria-label={`Show ${signalText(row)} of ${moment(row.bar)}`}
        >
          {moment(row.bar)}
        </Button>
      ),
    },
    { id: "what", header: "Signal", cell: signalText },
    { id: "known", header: "Known at (UTC)", cell: (row) => moment(row.knownAt) },
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
