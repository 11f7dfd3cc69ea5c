import {
  Alert,
  Badge,
  Button,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Scanner, ScannerCandidate } from "../../api/types";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { utcMoment } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingRows } from "../../ui/states";
import {
  EMPTY_FORM,
  formOf,
  membersOf,
  resultText,
  toRequest,
  whyText,
  type ScannerForm,
} from "./words";

/** Adds a scanner. */
export function NewScannerPage() {
  return (
    <>
      <PageHeader
        title="Add a scanner"
        note="A list of instruments, or a condition that chooses them; who passes is shown below."
      />
      <Fields initial={EMPTY_FORM} isNew />
    </>
  );
}

/** Changes a scanner; signals that use it get a new version. */
export function EditScannerPage() {
  const { name } = useParams({ from: "/inside/scanners/$name" });
  const query = useQuery(queries.scanner(name));
  if (query.error && asProblem(query.error).status === 404) {
    return (
      <EmptyState
        isPage
        title={`There is no scanner ${name}`}
        action={<LinkButton to="/scanners">All scanners</LinkButton>}
      />
    );
  }
  return (
    <Loaded page="Scanner" query={query}>
      {({ scanner }) => (
        <>
          <PageHeader
            title={scanner.name}
            note={`Version ${scanner.version}. A change becomes version ${scanner.version + 1}${
              scanner.usedBy.length > 0 ? `, and so do ${scanner.usedBy.join(", ")}` : ""
            }.`}
            actions={<Delete scanner={scanner} />}
          />
          <Fields key={scanner.version} initial={formOf(scanner)} isNew={false} />
        </>
      )}
    </Loaded>
  );
}

function Delete({ scanner }: { scanner: Scanner }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => send("DELETE", `/scanners/${encodeURIComponent(scanner.name)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["scanners"] });
      await navigate({ to: "/scanners" });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <Confirm
        opened={isAsking}
        title={`Delete ${scanner.name}?`}
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        Its versions stay readable. A scanner that a signal uses cannot be deleted.
      </Confirm>
    </>
  );
}

const FIELDS = ["name", "kind", "timeframe", "expression", "members", "description"];

function Fields({ initial, isNew }: { initial: ScannerForm; isNew: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  const [valid, setValid] = useState<string | null>(null);
  const set = (changes: Partial<ScannerForm>) => setForm((old) => ({ ...old, ...changes }));
  const timeframes = useQuery(queries.timeframes());
  const save = useMutation({
    mutationFn: () =>
      isNew
        ? send<Scanner>("POST", "/scanners", toRequest(form))
        : send<Scanner>("PUT", `/scanners/${encodeURIComponent(initial.name)}`, toRequest(form)),
    onSuccess: async (scanner) => {
      await client.invalidateQueries({ queryKey: ["scanners"] });
      await client.invalidateQueries({ queryKey: ["signal-definitions"] });
      await navigate({ to: "/scanners/$name", params: { name: scanner.name } });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const error = (field: string) => problem?.messagesFor(field)[0];
  const isFilter = form.kind === "FILTER";
  const codes = [...new Set([form.timeframe, ...(timeframes.data ?? []).map(({ code }) => code)])];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <Panel title="What it chooses">
          <Stack>
            <SegmentedControl
              aria-label="Kind"
              data={[
                { value: "FILTER", label: "Filter" },
                { value: "LIST", label: "List" },
              ]}
              value={form.kind}
              onChange={(kind) => set({ kind: kind as ScannerForm["kind"] })}
              style={{ alignSelf: "flex-start" }}
            />
            {isFilter && (
              <>
                <ExpressionEditor
                  label="Condition"
                  description="An instrument passes while this is true on its newest known bar."
                  value={form.expression}
                  onChange={(expression) => set({ expression })}
                  onChecked={(check) => setValid(check.valid ? form.expression : null)}
                  error={error("expression")}
                  placeholder="close > sma(close, 200) and volume > sma(volume, 20)"
                  help="shown"
                />
                <Select
                  label="Bars"
                  searchable
                  allowDeselect={false}
                  data={codes}
                  value={form.timeframe}
                  error={error("timeframe")}
                  onChange={(value) => value && set({ timeframe: value })}
                  w={160}
                />
              </>
            )}
            <Textarea
              label={isFilter ? "Among" : "Instruments"}
              description={`One a line; a date after it says from when on, a second one until when it belongs.${isFilter ? " All if left empty." : ""}`}
              placeholder={"SPX\nBTC-USD 2017-01-01"}
              autosize
              minRows={3}
              value={form.members}
              error={problem?.errors.find(({ field }) => field.startsWith("members"))?.message}
              onChange={(event) => set({ members: event.currentTarget.value })}
            />
          </Stack>
        </Panel>
        <Preview form={form} valid={valid} />
        <Panel title="Definition">
          <Stack>
            {problem && (
              <Alert color="orange" role="alert" title="The scanner was not saved">
                {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
              </Alert>
            )}
            <TextInput
              label="Name"
              description="Small letters, digits and underscores."
              required
              disabled={!isNew}
              value={form.name}
              error={error("name")}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <Textarea
              label="Description"
              autosize
              minRows={2}
              value={form.description}
              error={error("description")}
              onChange={(event) => set({ description: event.currentTarget.value })}
            />
            <Group justify="flex-end">
              <LinkButton to="/scanners" variant="default">
                Cancel
              </LinkButton>
              <Button type="submit" loading={save.isPending}>
                {isNew ? "Save the scanner" : "Save as a new version"}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

/** Who passes what is in the form, now or at a day, and why. */
function Preview({ form, valid }: { form: ScannerForm; valid: string | null }) {
  const [asOf, setAsOf] = useState("");
  const [settled] = useDebouncedValue(form, 400);
  const isReady =
    form.kind === "FILTER" ? valid === form.expression : membersOf(form.members).length > 0;
  const query = useQuery({
    ...queries.scannerPreview({
      scanner: { ...toRequest(settled), name: null, description: null },
      asOf: asOf || null,
    }),
    enabled: isReady && settled === form,
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="Who passes" testId="scanner-preview">
      <Stack gap="sm">
        <TextInput
          type="date"
          label="As of"
          description="As it was known then; now if left empty."
          value={asOf}
          onChange={(event) => setAsOf(event.currentTarget.value)}
          w={200}
        />
        {query.error && isReady ? (
          <Alert color="orange" role="alert">
            {asProblem(query.error).message}
          </Alert>
        ) : query.data ? (
          <>
            <Text size="sm" role="status" aria-live="polite" fw={600}>
              {resultText(query.data)}
            </Text>
            {query.data.candidates.length > 0 && (
              <DataTable
                label="Who passes"
                columns={COLUMNS}
                rows={query.data.candidates}
                rowId={(row) => row.instrument}
                testId="candidates"
              />
            )}
          </>
        ) : isReady ? (
          <LoadingRows rows={3} />
        ) : (
          <Text size="sm" c="dimmed">
            {form.kind === "FILTER"
              ? "Write a condition; who meets it appears here."
              : "Name an instrument."}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

const COLUMNS: Column<ScannerCandidate>[] = [
  { id: "instrument", header: "Instrument", lead: true, cell: (row) => row.instrument },
  {
    id: "passes",
    header: "Passes",
    cell: (row) => (
      <Badge variant="light" radius="sm" tt="none" color={row.passes ? "tide" : "gray"}>
        {row.passes ? "passes" : "does not"}
      </Badge>
    ),
  },
  { id: "bar", header: "Bar (UTC)", cell: (row) => (row.bar ? utcMoment(row.bar) : "—") },
  {
    id: "why",
    header: "Why",
    cell: (row) => (
      <div className="breakable" style={{ maxWidth: 480, textAlign: "left" }}>
        {whyText(row)}
      </div>
    ),
  },
];
