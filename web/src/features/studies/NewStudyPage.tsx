import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { AssumptionOption, Series, Strategy } from "../../api/types";
import { commonTimeframes } from "../../series/timeframes";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { AssumptionFields } from "../../simulation/AssumptionFields";
import { problemOf } from "../../simulation/assumptions";
import { studyQueries, type Study, type StudyOptions } from "./queries";
import { firstForm, firstSpace, requestOf, type StudyForm } from "./studyForm";
import { ValidationFields, WalkFields } from "./WalkFields";
import { samplerText } from "./words";

/** The form of a new study. */
export function NewStudyPage() {
  const series = useQuery(queries.series());
  const strategies = useQuery(queries.strategies());
  const options = useQuery(studyQueries.options());
  const assumptions = useQuery(queries.simulationOptions());
  return (
    <>
      <PageHeader
        title="New study"
        note="Many sets of parameters are tried; the best is judged with all that was ever tried on these prices charged to it."
      />
      <Loaded query={series}>
        {(list) => (
          <Loaded query={strategies}>
            {(known) => (
              <Loaded query={options}>
                {(offered) =>
                  list.length === 0 ? (
                    <EmptyState
                      title="There are no prices to search on"
                      action={<LinkButton to="/data/import">Import a file</LinkButton>}
                    />
                  ) : (
                    <Loaded query={assumptions}>
                      {(all) => (
                        <Fields
                          series={list}
                          strategies={known}
                          options={offered}
                          assumptions={all}
                        />
                      )}
                    </Loaded>
                  )
                }
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

const OWN = [
  "instruments",
  "timeframe",
  "from",
  "to",
  "strategy",
  "space",
  "objectives",
  "constraints",
  "sampler",
  "trials",
  "name",
  "runner",
  "walkForward",
  "halving",
  "crossValidation",
  "walkForward.matrix",
  "walkForward.matrix.inSample",
  "walkForward.matrix.outOfSample",
  "parameters",
];

interface FieldsProps {
  series: Series[];
  strategies: Strategy[];
  options: StudyOptions;
  assumptions: AssumptionOption[];
}

function Fields({ series, strategies, options, assumptions }: FieldsProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const preferred = strategies.find((each) => each.id === "ema_crossover") ?? strategies[0];
  const [form, setForm] = useState(firstForm(preferred));
  const set = (changes: Partial<StudyForm>) => setForm((old) => ({ ...old, ...changes }));
  const start = useMutation({
    mutationFn: () => send<Study>("POST", "/studies", requestOf(form, assumptions)),
    onSuccess: async (created) => {
      await client.invalidateQueries({ queryKey: ["studies", "list"], refetchType: "none" });
      await navigate({ to: "/studies/$id", params: { id: created.id } });
    },
  });
  const problem = start.error ? asProblem(start.error) : null;
  const errorOf = (field: string) => problem?.messagesFor(field)[0];
  const sampler = options.samplers.find((each) => each.name === form.sampler);
  const lines = (
    field: "space" | "objectives" | "constraints" | "fixed",
    label: string,
    note: string,
  ) => (
    <Textarea
      label={label}
      description={note}
      autosize
      minRows={2}
      value={form[field]}
      error={errorOf(field === "fixed" ? "parameters" : field)}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (assumptions.every((each) => !problemOf(each, form.assumptions))) {
          start.mutate();
        }
      }}
    >
      <Stack maw={860}>
        {problem && (
          <Alert color="orange" role="alert" title="The study was not started">
            {[
              problem.message,
              ...otherMessages(problem, [
                ...OWN,
                ...assumptions.map(({ name }) => `assumptions.${name}`),
              ]),
            ].join(" ")}
          </Alert>
        )}
        <Panel title="Prices">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <MultiSelect
              label="Instruments"
              required
              searchable
              data={[...new Set(series.map((each) => each.instrument))].sort()}
              value={form.instruments}
              error={errorOf("instruments")}
              onChange={(instruments) => {
                const left = commonTimeframes(series, instruments);
                const timeframe = left.includes(form.timeframe) ? form.timeframe : (left[0] ?? "");
                set({ instruments, timeframe });
              }}
            />
            <Select
              label="Timeframe"
              required
              allowDeselect={false}
              data={commonTimeframes(series, form.instruments)}
              value={form.timeframe || null}
              error={errorOf("timeframe")}
              onChange={(timeframe) => set({ timeframe: timeframe ?? "" })}
            />
            <TextInput
              type="date"
              label="From (UTC)"
              value={form.from}
              error={errorOf("from")}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label="To (UTC, this day not included)"
              value={form.to}
              error={errorOf("to")}
              onChange={(event) => set({ to: event.currentTarget.value })}
            />
          </SimpleGrid>
        </Panel>
        <Panel title="What to search">
          <Stack>
            <Select
              label="Strategy"
              required
              searchable
              allowDeselect={false}
              data={strategies.map((each) => ({ value: each.id, label: each.title }))}
              value={form.strategy}
              error={errorOf("strategy")}
              onChange={(id) =>
                set({
                  strategy: id ?? "",
                  space: firstSpace(strategies.find((each) => each.id === id)),
                })
              }
            />
            {lines(
              "space",
              "Space",
              "A parameter a line: fast=2..30, slow=31..130:5, level=0.5..3.0:0.1, x=0.1..10.0:log, mode={1,2}, stop=1..5 if mode == 2.",
            )}
            {lines(
              "objectives",
              "Objectives",
              "A statistic or an expression a line, with :min to make small. The first decides which is the best.",
            )}
            {lines(
              "constraints",
              "Constraints",
              "Conditions over statistics or parameters, one a line: tradeCount >= 30, fast < slow.",
            )}
            {lines(
              "fixed",
              "Fixed parameters",
              "Those that are not searched, one a line: slow=30. Others have their defaults.",
            )}
          </Stack>
        </Panel>
        <Panel title="How to search">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label="Sampler"
              allowDeselect={false}
              description={sampler?.description}
              data={options.samplers.map((each) => ({
                value: each.name,
                label: samplerText(each.name),
              }))}
              value={form.sampler}
              error={errorOf("sampler")}
              onChange={(name) =>
                set({ sampler: name ?? "tpe", ...(name === "grid" ? { trials: "" } : {}) })
              }
            />
            <NumberInput
              label="Trials"
              description="Empty: the whole grid, else 200."
              min={1}
              max={1_000_000}
              value={form.trials}
              error={errorOf("trials")}
              onChange={(trials) => set({ trials })}
            />
            <NumberInput
              label="Seed"
              description="The same seed gives the same trials."
              value={form.seed}
              error={errorOf("seed")}
              onChange={(seed) => set({ seed })}
            />
            {!form.walks && (
              <TextInput
                label="Give up bad sets early"
                description="Rounds and factor, such as 3x4: all on a part of the data, the best of them on more. Empty: every set on all of it."
                value={form.halving}
                error={errorOf("halving")}
                onChange={(event) => set({ halving: event.currentTarget.value })}
              />
            )}
            <TextInput
              label="Name"
              description="To find the study again. May stay empty."
              maxLength={120}
              value={form.name}
              error={errorOf("name")}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            {options.runners.length > 1 && !form.walks && (
              <Select
                label="Runs on"
                description="Changes nothing but the time."
                allowDeselect={false}
                data={options.runners.map((each) => ({
                  value: each,
                  label: each === "spark" ? "the Spark cluster" : "this machine",
                }))}
                value={form.runner}
                error={errorOf("runner")}
                onChange={(runner) => set({ runner: runner ?? "local" })}
              />
            )}
          </SimpleGrid>
        </Panel>
        <WalkFields form={form} set={set} errorOf={errorOf} />
        {!form.walks && <ValidationFields form={form} set={set} errorOf={errorOf} />}
        <Panel
          title="Assumptions"
          note="Of money, fills and costs, the same for every trial. The defaults are on the careful side."
        >
          <AssumptionFields
            options={assumptions}
            changes={form.assumptions}
            errorOf={(name) => errorOf(`assumptions.${name}`)}
            onChange={(changes) => set({ assumptions: changes })}
          />
        </Panel>
        <Group>
          <Button
            type="submit"
            loading={start.isPending}
            disabled={form.instruments.length === 0 || !form.timeframe || !form.strategy}
          >
            Start the study
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
