import {
  Alert,
  Button,
  Group,
  MultiSelect,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import type FormCore from "@rjsf/core";
import type { ErrorSchema, RJSFSchema } from "@rjsf/utils";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { AssumptionOption, Backtest, Series, Strategy } from "../../api/types";
import { utcDate } from "../../format/time";
import { commonTimeframes } from "../../series/timeframes";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { InputFields } from "./InputFields";
import { assumptionsFor } from "./runInputs";
import { AssumptionFields } from "../../simulation/AssumptionFields";
import { problemOf } from "../../simulation/assumptions";
import { ParametersForm } from "./ParametersForm";
import { FIRST_RULE, readRule, writeRule } from "./rule";
import { RuleFields } from "./RuleFields";
import {
  DEFAULT_FORM,
  fromRun,
  parameterErrors,
  signalChoices,
  toRequest,
  type RunForm,
} from "./runForm";
import { LinkButton } from "../../ui/LinkButton";

/** The form of a new run, empty or as an earlier run was. */
export function NewBacktestPage() {
  const search = useSearch({ from: "/inside/backtests/new" });
  const series = useQuery(queries.series());
  const strategies = useQuery(queries.strategies());
  const options = useQuery(queries.simulationOptions());
  const earlier = useQuery({
    ...queries.backtest(search.from ?? ""),
    enabled: Boolean(search.from),
  });
  return (
    <>
      <PageHeader
        title="New backtest"
        note="A decision is made on a bar's close and filled on the next bar's open. Every assumption is listed with the result."
      />
      <Loaded query={series}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              title="There are no prices to test on"
              action={<LinkButton to="/data/import">Import a file</LinkButton>}
            />
          ) : (
            <Loaded query={strategies}>
              {(known) => (
                <Loaded query={options}>
                  {(assumptions) => {
                    const lists = { series: list, strategies: known, options: assumptions };
                    return search.from ? (
                      <Loaded query={earlier}>
                        {(run) => <RunFields {...lists} initial={fromRun(run)} />}
                      </Loaded>
                    ) : (
                      <RunFields {...lists} initial={initialForm(list, known, search)} />
                    );
                  }}
                </Loaded>
              )}
            </Loaded>
          )
        }
      </Loaded>
    </>
  );
}

function initialForm(
  series: readonly Series[],
  strategies: readonly Strategy[],
  search: { instrument?: string; timeframe?: string; strategy?: string },
): RunForm {
  const chosen = series.find(
    (each) =>
      each.instrument === search.instrument &&
      (!search.timeframe || each.timeframe === search.timeframe),
  );
  const preferred =
    strategies.find((each) => each.id === (search.strategy ?? "ema_crossover")) ?? strategies[0];
  return {
    ...DEFAULT_FORM,
    instruments: chosen ? [chosen.instrument] : [],
    timeframe: chosen?.timeframe ?? "",
    strategy: preferred?.id ?? "",
  };
}

interface RunFieldsProps {
  series: Series[];
  strategies: Strategy[];
  options: AssumptionOption[];
  initial: RunForm;
}

const RULE = "rule";

const OWN_FIELDS = [
  "name",
  "instruments",
  "timeframe",
  "from",
  "to",
  "strategy",
  "detail",
  "benchmark",
  "signals",
];

function RunFields({ series, strategies, options, initial }: RunFieldsProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  const parameters = useRef<FormCore<Record<string, unknown>>>(null);
  const set = (changes: Partial<RunForm>) => setForm((old) => ({ ...old, ...changes }));
  const start = useMutation({
    mutationFn: () => send<Backtest>("POST", "/backtests", toRequest(form, options)),
    onSuccess: async (created) => {
      await client.invalidateQueries({ queryKey: ["backtests", "list"], refetchType: "none" });
      await navigate({ to: "/backtests/$id", params: { id: created.id } });
    },
  });
  const problem = start.error ? asProblem(start.error) : null;
  const errorOf = (field: string) => problem?.messagesFor(field)[0];
  const strategy = strategies.find((each) => each.id === form.strategy);
  const definitions = useQuery(queries.signalDefinitions({ limit: 200 }));
  const rule = readRule(form.strategy);
  const extraErrors = useMemo(
    () => parameterErrors(problem?.errors ?? []) as ErrorSchema<Record<string, unknown>>,
    [problem],
  );
  const others = problem
    ? otherMessages(problem, [
        ...OWN_FIELDS,
        ...options.map(({ name }) => `assumptions.${name}`),
        ...Object.keys(form.inputs.rates).map((currency) => `rates.${currency}`),
        ...Object.keys(extraErrors).map((name) => `parameters.${name}`),
      ])
    : [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isRight = options.every((each) => !problemOf(each, form.assumptions));
        if ((parameters.current?.validateForm() ?? true) && isRight) {
          start.mutate();
        }
      }}
    >
      <Stack maw={860}>
        {problem && (
          <Alert color="orange" role="alert" title="The backtest was not started">
            {[problem.message, ...others].join(" ")}
          </Alert>
        )}
        <Panel title="Prices">
          <PricesFields form={form} series={series} set={set} errorOf={errorOf} />
        </Panel>
        <Panel title="Strategy">
          <Select
            label="Strategy"
            required
            allowDeselect={false}
            data={[
              {
                group: "Strategies",
                items: strategies.map((each) => ({ value: each.id, label: each.title })),
              },
              {
                group: "Written here",
                items: [{ value: RULE, label: "Rule: your own conditions" }],
              },
              {
                group: "Stored signals",
                items: signalChoices(definitions.data?.items ?? [], form.strategy),
              },
            ]}
            searchable
            value={rule ? RULE : form.strategy}
            error={rule ? undefined : errorOf("strategy")}
            onChange={(id) =>
              set({ strategy: id === RULE ? writeRule(FIRST_RULE) : (id ?? ""), parameters: {} })
            }
          />
          {rule && (
            <RuleFields
              rule={rule}
              error={errorOf("strategy")}
              onChange={(changed) => set({ strategy: writeRule(changed) })}
            />
          )}
          {strategy && (
            <>
              <Text size="sm" c="dimmed" my="sm">
                {strategy.description}
              </Text>
              {hasParameters(strategy) ? (
                <ParametersForm
                  key={strategy.id}
                  formRef={parameters}
                  schema={withoutTitle(strategy.parametersSchema)}
                  value={form.parameters}
                  errors={extraErrors}
                  onChange={(value) => set({ parameters: value })}
                />
              ) : (
                <Text size="sm">It has no parameters.</Text>
              )}
            </>
          )}
        </Panel>
        <Panel title="What else it reads" note="Stored beside the prices. May all stay empty.">
          <InputFields
            instruments={form.instruments}
            timeframe={form.timeframe}
            series={series}
            account={form.assumptions.accountCurrency?.trim() ?? ""}
            inputs={form.inputs}
            errorOf={errorOf}
            onChange={(inputs) =>
              set({
                inputs,
                assumptions: assumptionsFor(form.inputs, inputs, form.assumptions),
              })
            }
          />
        </Panel>
        <Panel
          title="Assumptions"
          note="Of money, fills and costs. The defaults are on the careful side; what is changed is listed with the result."
        >
          <AssumptionFields
            options={options}
            changes={form.assumptions}
            errorOf={(name) => errorOf(`assumptions.${name}`)}
            onChange={(assumptions) => set({ assumptions })}
          />
        </Panel>
        <Panel label="What to call it">
          <TextInput
            label="Name"
            description="To find the run again. May stay empty."
            maxLength={120}
            value={form.name}
            error={errorOf("name")}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </Panel>
        <Group>
          <Button
            type="submit"
            loading={start.isPending}
            disabled={form.instruments.length === 0 || !form.timeframe || !form.strategy}
          >
            Run the backtest
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function hasParameters(strategy: Strategy): boolean {
  return Object.keys((strategy.parametersSchema.properties as object | undefined) ?? {}).length > 0;
}

/** The page shows title and description itself. */
function withoutTitle(schema: Record<string, unknown>): RJSFSchema {
  const copy = { ...schema };
  delete copy.title;
  delete copy.description;
  delete copy.$schema;
  return copy as RJSFSchema;
}

interface FieldsProps {
  form: RunForm;
  set: (changes: Partial<RunForm>) => void;
  errorOf: (field: string) => string | undefined;
}

function PricesFields({ form, series, set, errorOf }: FieldsProps & { series: Series[] }) {
  const timeframes = commonTimeframes(series, form.instruments);
  const chosen = series.filter(
    (each) => form.instruments.includes(each.instrument) && each.timeframe === form.timeframe,
  );
  const first = chosen.map((each) => utcDate(each.first)).sort()[0];
  const last = chosen
    .map((each) => utcDate(each.last))
    .sort()
    .at(-1);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <MultiSelect
        label="Instruments"
        description="Several share one account."
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
        description="Of the bars the strategy sees."
        required
        allowDeselect={false}
        data={timeframes}
        value={form.timeframe || null}
        error={
          errorOf("timeframe") ??
          (form.instruments.length > 1 && timeframes.length === 0
            ? "These instruments have no timeframe in common."
            : undefined)
        }
        onChange={(timeframe) => set({ timeframe: timeframe ?? "" })}
      />
      <TextInput
        type="date"
        label="From (UTC)"
        description={first ? `Empty: from the first bar, ${first}.` : "Empty: from the first bar."}
        value={form.from}
        error={errorOf("from")}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="To (UTC, this day not included)"
        description={last ? `Empty: to the last bar, ${last}.` : "Empty: to the last bar."}
        value={form.to}
        error={errorOf("to")}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}
