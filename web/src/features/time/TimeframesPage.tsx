import {
  Alert,
  Badge,
  Button,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Timeframe } from "../../api/types";
import { count } from "../../format/numbers";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, pageOf } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";
import {
  EMPTY_TIMEFRAME,
  SCHEMES,
  UNITS,
  boundsText,
  daysText,
  parseTimeframesSearch,
  partialText,
  shownTimeframes,
  spanText,
  toNewTimeframe,
  type TimeframeForm,
  type TimeframesSearch,
} from "./timeframes";

/** All timeframes: what each spans, and adding one of one's own. */
export function TimeframesPage() {
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Timeframe | null>(null);
  const timeframes = useQuery(queries.timeframes());
  return (
    <>
      <PageHeader
        title="Timeframes"
        note={
          <>
            What a bar spans. Write one behind an expression to compute it there: close@4h.
            Trading-aligned ones count the sessions of a <Link to="/calendars">calendar</Link>.
          </>
        }
        actions={
          <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
            Add a timeframe
          </Button>
        }
      />
      <Panel label="Timeframes">
        <Loaded query={timeframes}>{(all) => <Listed all={all} onRemove={setRemoving} />}</Loaded>
      </Panel>
      <Modal
        opened={isAdding}
        onClose={() => setAdding(false)}
        title="Add a timeframe"
        closeButtonProps={{ "aria-label": "Close" }}
        centered
      >
        <AddForm onClose={() => setAdding(false)} />
      </Modal>
      <RemoveTimeframe timeframe={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function Listed({ all, onRemove }: { all: Timeframe[]; onRemove: (row: Timeframe) => void }) {
  const search = useSearch({ from: "/inside/timeframes" });
  const navigate = useNavigate({ from: "/timeframes" });
  const shown = useMemo(() => shownTimeframes(all, search), [all, search]);
  const change = (changes: TimeframesSearch) =>
    void navigate({ search: parseTimeframesSearch({ ...search, ...changes }), replace: true });
  return (
    <>
      <Group gap="sm" mb="md">
        <TextInput
          aria-label="Search by code"
          placeholder="Search by code"
          value={search.q ?? ""}
          onChange={(event) => change({ q: event.currentTarget.value })}
          style={{ flex: "1 1 140px", maxWidth: 260 }}
        />
        <Select
          aria-label="Scheme"
          placeholder="Any scheme"
          clearable
          clearButtonProps={{ "aria-label": "Any scheme" }}
          data={SCHEMES.map(({ value, label }) => ({ value, label }))}
          value={search.scheme ?? null}
          onChange={(scheme) => change({ scheme: scheme ?? undefined } as TimeframesSearch)}
          style={{ flex: "1 1 150px", maxWidth: 220 }}
        />
        <Select
          aria-label="Unit"
          placeholder="Any unit"
          clearable
          clearButtonProps={{ "aria-label": "Any unit" }}
          data={UNITS}
          value={search.unit ?? null}
          onChange={(unit) => change({ unit: unit ?? undefined } as TimeframesSearch)}
          style={{ flex: "1 1 130px", maxWidth: 200 }}
        />
        <Text size="sm" c="dimmed" role="status" className="tw-numbers">
          {shown.length === all.length
            ? `${count(all.length)} timeframes`
            : `${count(shown.length)} of ${count(all.length)}`}
        </Text>
      </Group>
      {search.scheme && (
        <Text size="sm" c="dimmed" mb="sm">
          {SCHEMES.find((each) => each.value === search.scheme)?.meaning}
        </Text>
      )}
      {shown.length === 0 ? (
        <EmptyState title="No timeframe matches">Change or clear the filters.</EmptyState>
      ) : (
        <Table key={JSON.stringify(search)} all={shown} onRemove={onRemove} />
      )}
    </>
  );
}

const PAGE = 25;

function Table({ all, onRemove }: { all: Timeframe[]; onRemove: (row: Timeframe) => void }) {
  const [trail, setTrail] = useState(FIRST_PAGE);
  const page = pageOf(all, trail, PAGE);
  const columns = useMemo<Column<Timeframe>[]>(
    () => [
      {
        id: "code",
        header: "Code",
        lead: true,
        cell: (row) => (
          <Group gap={6} wrap="nowrap">
            <code>{row.code}</code>
            {!row.seeded && (
              <Badge variant="light" radius="sm" tt="none">
                added
              </Badge>
            )}
          </Group>
        ),
      },
      { id: "span", header: "A bar spans", cell: spanText },
      {
        id: "scheme",
        header: "Scheme",
        cell: (row) => SCHEMES.find((each) => each.value === row.calendarScheme)?.label,
      },
      {
        id: "nominal",
        header: "Nominal",
        align: "right",
        cell: (row) => daysText(row.nominalDays),
      },
      { id: "bounds", header: "Start to end", align: "right", cell: boundsText },
      { id: "partial", header: "Partial bars", cell: partialText },
      {
        id: "canonical",
        header: "Canonical",
        cell: (row) => (row.canonical ? "yes" : "another code has the same spans"),
      },
      {
        id: "remove",
        header: "",
        align: "right",
        cell: (row) =>
          row.seeded ? null : (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Remove ${row.code}`}
              onClick={() => onRemove(row)}
            >
              Remove
            </Button>
          ),
      },
    ],
    [onRemove],
  );
  return (
    <>
      <DataTable
        label="Timeframes"
        columns={columns}
        rows={page.items}
        rowId={(row) => row.code}
        dense
        testId="timeframes"
      />
      <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
    </>
  );
}

const FIELDS = ["code", "nominalDays", "minDays", "maxDays"];

function AddForm({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [form, setForm] = useState<TimeframeForm>(EMPTY_TIMEFRAME);
  const save = useMutation({
    mutationFn: () => send<Timeframe>("POST", "/timeframes", toNewTimeframe(form)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["timeframes"] });
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const set = (changes: Partial<TimeframeForm>) => setForm((old) => ({ ...old, ...changes }));
  const days = (key: "nominalDays" | "minDays" | "maxDays", label: string) => (
    <NumberInput
      label={label}
      placeholder="as usual"
      min={0}
      value={form[key]}
      error={problem?.messagesFor(key)[0]}
      onChange={(value) => set({ [key]: value })}
      style={{ flex: "1 1 110px" }}
    />
  );
  const flag = (key: "partialFirst" | "partialLast", label: string) => (
    <Select
      label={label}
      allowDeselect={false}
      data={[
        { value: "", label: "as usual" },
        { value: "yes", label: "allowed" },
        { value: "no", label: "not allowed" },
      ]}
      value={form[key]}
      onChange={(value) => set({ [key]: (value ?? "") as TimeframeForm[typeof key] })}
      style={{ flex: "1 1 150px" }}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        {problem && (
          <Alert color="orange" role="alert">
            {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
          </Alert>
        )}
        <TextInput
          label="Code"
          description="A count and a unit: 90m, 7D, or 7Wt to count sessions. 1m is a minute, 1M a month."
          required
          data-autofocus
          value={form.code}
          error={problem?.messagesFor("code")[0]}
          onChange={(event) => set({ code: event.currentTarget.value })}
        />
        <Group gap="sm" align="flex-start">
          {days("nominalDays", "Nominal, days")}
          {days("minDays", "Shortest, days")}
          {days("maxDays", "Longest, days")}
        </Group>
        <Group gap="sm" align="flex-start">
          {flag("partialFirst", "Partial first bar")}
          {flag("partialLast", "Partial last bar")}
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RemoveTimeframe({
  timeframe,
  onClose,
}: {
  timeframe: Timeframe | null;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (code: string) => send<null>("DELETE", `/timeframes/${encodeURIComponent(code)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["timeframes"] });
      onClose();
    },
  });
  return (
    <Confirm
      opened={timeframe !== null}
      title="Remove this timeframe?"
      action="Remove"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => timeframe && remove.mutate(timeframe.code)}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      {timeframe?.code} can be added again at any time.
    </Confirm>
  );
}
