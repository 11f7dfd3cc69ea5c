import {
  ActionIcon,
  Alert,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { SignalDefinition, SignalParameter } from "../../api/types";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import {
  EMPTY_FORM,
  declared,
  formOf,
  missingParameters,
  newParameter,
  toRequest,
  type SignalForm,
} from "./words";

/** Adds a signal definition. */
export function NewSignalPage() {
  return (
    <>
      <PageHeader
        title="Add a signal"
        note="Say when to enter and when to exit; the signals of all stored bars are made at once."
      />
      <Fields initial={EMPTY_FORM} isNew />
    </>
  );
}

/** Changes a definition; the signals of its old version stay readable. */
export function EditSignalPage() {
  const { name } = useParams({ from: "/inside/signals/$name/edit" });
  const query = useQuery(queries.signalDefinition(name));
  return (
    <Loaded page="Edit a signal" query={query}>
      {({ definition }) => (
        <>
          <PageHeader
            title={`Edit ${definition.name}`}
            note={`A change becomes version ${definition.version + 1}; the signals of version ${definition.version} stay readable.`}
          />
          <Fields initial={formOf(definition)} isNew={false} />
        </>
      )}
    </Loaded>
  );
}

const FIELDS = [
  "name",
  "timeframe",
  "entry",
  "exit",
  "shortEntry",
  "shortExit",
  "strength",
  "parameters",
  "instruments",
  "scanner",
  "description",
];

function Fields({ initial, isNew }: { initial: SignalForm; isNew: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  const set = (changes: Partial<SignalForm>) => setForm((old) => ({ ...old, ...changes }));
  const series = useQuery(queries.series());
  const scanners = useQuery(queries.scanners());
  const timeframes = useQuery(queries.timeframes());
  const save = useMutation({
    mutationFn: () =>
      isNew
        ? send<SignalDefinition>("POST", "/signal-definitions", toRequest(form))
        : send<SignalDefinition>(
            "PUT",
            `/signal-definitions/${encodeURIComponent(initial.name)}`,
            toRequest(form),
          ),
    onSuccess: async (definition) => {
      await client.invalidateQueries({ queryKey: ["signal-definitions"] });
      await client.invalidateQueries({ queryKey: ["signal-generations"] });
      await navigate({ to: "/signals/$name", params: { name: definition.name } });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const error = (field: string) => problem?.messagesFor(field)[0];
  const parameters = useMemo(() => declared(form.parameters), [form.parameters]);
  const missing = missingParameters(
    [form.entry, form.exit, form.shortEntry, form.shortExit, form.strength],
    form.parameters.map(({ name }) => name),
  );
  const ids = [...new Set((series.data ?? []).map(({ instrument }) => instrument))];
  const codes = [...new Set([form.timeframe, ...(timeframes.data ?? []).map(({ code }) => code)])];
  const editor = (field: "entry" | "exit" | "shortEntry" | "shortExit", label: string) => (
    <ExpressionEditor
      label={label}
      value={form[field]}
      onChange={(value) => set({ [field]: value })}
      error={error(field)}
      parameters={parameters}
      placeholder={field.endsWith("xit") ? "rsi(close, 14) > 70" : "rsi(close, 14) < 30"}
      help="folded"
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
        <Panel title="Conditions">
          <Stack>
            <SegmentedControl
              aria-label="Direction"
              data={[
                { value: "long", label: "Long" },
                { value: "short", label: "Short" },
                { value: "both", label: "Both" },
              ]}
              value={form.direction}
              onChange={(value) => set({ direction: value as SignalForm["direction"] })}
              style={{ alignSelf: "flex-start" }}
            />
            {form.direction !== "short" && editor("entry", "Enter long when")}
            {form.direction !== "short" && editor("exit", "Exit long when")}
            {form.direction !== "long" && editor("shortEntry", "Enter short when")}
            {form.direction !== "long" && editor("shortExit", "Exit short when")}
            <ExpressionEditor
              label="Strength"
              description="0 to 100; may be left out."
              value={form.strength}
              onChange={(strength) => set({ strength })}
              error={error("strength")}
              parameters={parameters}
              placeholder="100 - rsi(close, 14)"
            />
          </Stack>
        </Panel>
        <Parameters
          parameters={form.parameters}
          missing={missing}
          error={error("parameters")}
          onChange={(next) => set({ parameters: next })}
        />
        <Panel title="Definition">
          <Stack>
            {problem && (
              <Alert color="orange" role="alert" title="The signal was not saved">
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
            <Group gap="md" align="flex-start">
              <Select
                label="Bars"
                searchable
                allowDeselect={false}
                data={codes}
                value={form.timeframe}
                error={error("timeframe")}
                onChange={(value) => value && set({ timeframe: value })}
                style={{ flex: "0 1 140px" }}
              />
              <MultiSelect
                label="Instruments"
                placeholder={form.instruments.length === 0 ? "All of the timeframe" : ""}
                searchable
                data={[...new Set([...ids, ...form.instruments])]}
                value={form.instruments}
                error={error("instruments")}
                onChange={(instruments) => set({ instruments })}
                style={{ flex: "1 1 220px" }}
              />
              <Select
                label="Scanner"
                placeholder="None"
                clearable
                data={(scanners.data ?? []).map(({ name }) => name)}
                value={form.scanner || null}
                error={error("scanner")}
                onChange={(value) => set({ scanner: value ?? "" })}
                style={{ flex: "1 1 180px" }}
              />
            </Group>
            <Textarea
              label="Description"
              autosize
              minRows={2}
              value={form.description}
              error={error("description")}
              onChange={(event) => set({ description: event.currentTarget.value })}
            />
            <Group justify="flex-end">
              <LinkButton to="/signals" variant="default">
                Cancel
              </LinkButton>
              <Button type="submit" loading={save.isPending}>
                {isNew ? "Save the signal" : "Save as a new version"}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

interface ParametersProps {
  parameters: SignalParameter[];
  missing: string[];
  error: string | undefined;
  onChange: (parameters: SignalParameter[]) => void;
}

/** The numbers that conditions name with a $. */
function Parameters({ parameters, missing, error, onChange }: ParametersProps) {
  const change = (index: number, changes: Partial<SignalParameter>) =>
    onChange(parameters.map((each, i) => (i === index ? { ...each, ...changes } : each)));
  const number = (index: number, field: "value" | "min" | "max" | "step", label: string) => (
    <NumberInput
      label={label}
      value={parameters[index]?.[field] ?? 0}
      onChange={(value) => typeof value === "number" && change(index, { [field]: value })}
      style={{ flex: "1 1 90px" }}
    />
  );
  return (
    <Panel
      title="Parameters"
      note="A condition names a number with a $ before its name, such as $period."
      actions={
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange([...parameters, newParameter("")])}
        >
          Add a parameter
        </Button>
      }
    >
      <Stack gap="md">
        {missing.map((name) => (
          <Group key={name} gap="xs">
            <Text size="sm">${name} is not declared yet.</Text>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onChange([...parameters, newParameter(name)])}
            >
              Declare ${name}
            </Button>
          </Group>
        ))}
        {error && (
          <Text size="sm" c="var(--tw-down)" role="alert">
            {error}
          </Text>
        )}
        {parameters.length === 0 && missing.length === 0 && (
          <Text size="sm" c="dimmed">
            None.
          </Text>
        )}
        {parameters.map((each, index) => (
          <Group key={index} gap="sm" align="flex-end" role="group" aria-label={`$${each.name}`}>
            <TextInput
              label="Name"
              value={each.name}
              onChange={(event) => change(index, { name: event.currentTarget.value.trim() })}
              style={{ flex: "2 1 120px" }}
            />
            {number(index, "value", "Value")}
            {number(index, "min", "Smallest")}
            {number(index, "max", "Largest")}
            {number(index, "step", "Step")}
            <Checkbox
              label="Whole"
              checked={each.integer}
              onChange={(event) => change(index, { integer: event.currentTarget.checked })}
              mb={8}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove $${each.name}`}
              onClick={() => onChange(parameters.filter((_, i) => i !== index))}
            >
              <Icon name="trash" size={18} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
