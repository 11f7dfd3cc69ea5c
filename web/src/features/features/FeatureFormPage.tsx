import {
  Alert,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  TextInput,
  Textarea,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { featurePath, queries } from "../../api/queries";
import type { CheckedExpression, Feature } from "../../api/types";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { PreviewChart } from "./PreviewChart";
import {
  NULL_POLICIES,
  OUTLIER_METHODS,
  emptyForm,
  formOf,
  proposedName,
  toRequest,
  type FeatureForm,
} from "./words";

/** Adds a feature. */
export function NewFeaturePage() {
  const { expression } = useSearch({ from: "/inside/features/new" });
  return (
    <>
      <PageHeader
        title="Add a feature"
        note="Write the expression, look at it on real prices, then give it a name."
      />
      <Fields initial={emptyForm(expression)} isNew />
    </>
  );
}

/** Changes a feature; what was built of the old version stays readable. */
export function EditFeaturePage() {
  const { name } = useParams({ from: "/inside/features/$name/edit" });
  const query = useQuery(queries.feature({ name }));
  return (
    <Loaded page="Edit a feature" query={query}>
      {({ feature }) => (
        <>
          <PageHeader
            title={`Edit ${feature.name}`}
            note={`A change becomes version ${feature.version + 1}; version ${feature.version} stays readable.`}
          />
          <Fields initial={formOf(feature)} isNew={false} />
        </>
      )}
    </Loaded>
  );
}

const FIELDS = [
  "name",
  "expression",
  "nullPolicy",
  "outlierMethod",
  "outlierThreshold",
  "description",
];

function Fields({ initial, isNew }: { initial: FeatureForm; isNew: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  const [check, setCheck] = useState<{ text: string; result: CheckedExpression } | null>(null);
  const set = (changes: Partial<FeatureForm>) => setForm((old) => ({ ...old, ...changes }));
  const save = useMutation({
    mutationFn: () => {
      const body = toRequest(form);
      return isNew
        ? send<Feature>("POST", "/features", body)
        : send<Feature>("PUT", featurePath(initial.name), body);
    },
    onSuccess: async (feature) => {
      await client.invalidateQueries({ queryKey: ["features"] });
      await navigate({ to: "/features/$name", params: { name: feature.name } });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const valid = check?.text === form.expression && check.result.valid ? form.expression : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <Panel label="Expression">
          <ExpressionEditor
            label="Expression"
            description="Ctrl+Space lists what may stand here; F8 goes to the next problem; Tab leaves the field."
            value={form.expression}
            onChange={(expression) => set({ expression })}
            onChecked={(result) => setCheck({ text: form.expression, result })}
            error={problem?.messagesFor("expression")[0]}
            placeholder="zscore(log_return(close, 5), 100)@1W"
            help="shown"
          />
        </Panel>
        <PreviewChart expression={valid} />
        <Panel title="Definition">
          <Stack>
            {problem && (
              <Alert color="orange" role="alert" title="The feature was not saved">
                {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
              </Alert>
            )}
            <TextInput
              label="Name"
              description="Letters, digits and underscores; other expressions use it."
              required
              disabled={!isNew}
              placeholder={proposedName(form.expression)}
              value={form.name}
              error={problem?.messagesFor("name")[0]}
              onChange={(event) => set({ name: event.currentTarget.value })}
              rightSectionWidth={110}
              rightSection={
                isNew && !form.name && proposedName(form.expression) ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => set({ name: proposedName(form.expression) })}
                  >
                    Use this one
                  </Button>
                ) : null
              }
            />
            <Textarea
              label="Description"
              autosize
              minRows={2}
              value={form.description}
              error={problem?.messagesFor("description")[0]}
              onChange={(event) => set({ description: event.currentTarget.value })}
            />
            <Group gap="md" align="flex-start">
              <Select
                label="Bars without a value"
                description={NULL_POLICIES.find((each) => each.value === form.nullPolicy)?.meaning}
                allowDeselect={false}
                data={NULL_POLICIES.map(({ value, label }) => ({ value, label }))}
                value={form.nullPolicy}
                error={problem?.messagesFor("nullPolicy")[0]}
                onChange={(value) =>
                  set({ nullPolicy: (value ?? "SKIP") as FeatureForm["nullPolicy"] })
                }
                style={{ flex: "1 1 260px" }}
              />
              <Select
                label="Outliers"
                description="They are flagged and kept."
                allowDeselect={false}
                data={OUTLIER_METHODS.map(({ value, label }) => ({ value, label }))}
                value={form.outlierMethod}
                error={problem?.messagesFor("outlierMethod")[0]}
                onChange={(value) => {
                  const method = OUTLIER_METHODS.find((each) => each.value === value);
                  if (method) {
                    set({ outlierMethod: method.value, outlierThreshold: method.usual });
                  }
                }}
                style={{ flex: "1 1 260px" }}
              />
              {form.outlierMethod !== "NONE" && (
                <NumberInput
                  label="Beyond"
                  description="How many of them."
                  min={0}
                  step={0.5}
                  value={form.outlierThreshold}
                  error={problem?.messagesFor("outlierThreshold")[0]}
                  onChange={(value) => set({ outlierThreshold: value })}
                  style={{ flex: "0 1 120px" }}
                />
              )}
            </Group>
            <Group justify="flex-end">
              {isNew ? (
                <LinkButton to="/features" variant="default">
                  Cancel
                </LinkButton>
              ) : (
                <LinkButton to="/features/$name" params={{ name: initial.name }} variant="default">
                  Cancel
                </LinkButton>
              )}
              <Button type="submit" loading={save.isPending}>
                {isNew ? "Save the feature" : "Save as a new version"}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

/** Shown where a feature does not exist. */
export function NoFeature({ name }: { name: string }) {
  return (
    <EmptyState
      isPage
      title={`There is no feature ${name}`}
      action={<LinkButton to="/features">All features</LinkButton>}
    />
  );
}
