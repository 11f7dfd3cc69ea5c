import {
  Alert,
  Button,
  FileButton,
  Group,
  SimpleGrid,
  Stack,
  Tabs,
  TagsInput,
  Textarea,
} from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ask, send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries, strategyPath } from "../../api/queries";
import type {
  StrategyCheck,
  StrategyDetail,
  StrategyDocument,
  StrategyField,
  StrategyProblem,
} from "../../api/types";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import { ParameterRows } from "./ParameterRows";
import { RuleField } from "./RuleField";
import { DocumentActions } from "./StrategyDocument";
import {
  FIRST_RULE,
  SECTIONS,
  declared,
  formOf,
  isShown,
  messageFor,
  otherProblems,
  toRule,
  type RuleForm,
} from "./rules";

/** Writes a strategy, from nothing or from a copy. */
export function NewStrategyPage() {
  const { like } = useSearch({ from: "/inside/strategies/new" });
  const copied = useQuery({ ...queries.strategy(like ?? ""), enabled: Boolean(like) });
  const fields = useQuery(queries.strategyFields());
  const head = (
    <PageHeader
      title="Write a strategy"
      note="Fill in the form or write the document; both are checked while you type."
    />
  );
  return (
    <>
      {head}
      <Loaded query={fields}>
        {(known) =>
          like ? (
            <Loaded query={copied}>
              {(strategy) => {
                const form = formOf(strategy.rule);
                const initial = { ...form, fields: { ...form.fields, name: `my_${like}` } };
                return <Editor fields={known} initial={initial} />;
              }}
            </Loaded>
          ) : (
            <Editor fields={known} initial={FIRST_RULE} />
          )
        }
      </Loaded>
    </>
  );
}

/** Changes a strategy; the version before stays. */
export function EditStrategyPage() {
  const { name } = useParams({ from: "/inside/strategies/$name/edit" });
  const strategy = useQuery({ ...queries.strategy(name), refetchOnWindowFocus: false });
  const fields = useQuery(queries.strategyFields());
  return (
    <Loaded page="Edit a strategy" query={fields}>
      {(known) => (
        <Loaded page="Edit a strategy" query={strategy}>
          {(found) => (
            <>
              <PageHeader
                title={`Edit ${found.title}`}
                note={`A change becomes version ${(found.version ?? 0) + 1}; version ${found.version ?? 0} stays.`}
              />
              <Editor fields={known} initial={formOf(found.rule)} saved={found} />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface EditorProps {
  fields: StrategyField[];
  initial: RuleForm;
  saved?: StrategyDetail;
}

function Editor({ fields, initial, saved }: EditorProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  // While it is text, the text is what counts: a form cannot hold comments or mistakes of form.
  const [text, setText] = useState<string | null>(saved?.document ?? null);
  const [tab, setTab] = useState<string | null>("form");
  const [isEdited, setEdited] = useState(!saved);
  const document: StrategyDocument =
    text !== null && (tab === "document" || !isEdited)
      ? { document: text }
      : { rule: toRule(form) };
  const [settled] = useDebouncedValue(document, 300);
  const check = useQuery(queries.checkStrategy(settled));
  const problems = check.data?.problems ?? [];
  const save = useMutation({
    mutationFn: () =>
      saved
        ? send<StrategyDetail>("PUT", strategyPath(saved.id), document, {
            version: saved.version ?? undefined,
          })
        : send<StrategyDetail>("POST", "/strategies", document),
    onSuccess: async (strategy) => {
      await client.invalidateQueries({ queryKey: ["strategies"] });
      await navigate({ to: "/strategies/$name", params: { name: strategy.id } });
    },
  });
  const open = async (to: string | null) => {
    const current = await ask<StrategyCheck>("/strategies/check", document);
    if (to === "document") {
      setText(current.document);
    } else if (current.rule) {
      setForm(formOf(current.rule));
      setEdited(true);
    }
    setTab(to);
  };
  const change = (path: string, value: string) => {
    setEdited(true);
    setForm((old) => ({ ...old, fields: { ...old.fields, [path]: value } }));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack maw={920}>
        {save.error && (
          <Alert color="orange" role="alert" title="The strategy was not saved">
            {asProblem(save.error).message}{" "}
            {asProblem(save.error)
              .errors.map((each) => each.message)
              .join(" ")}
          </Alert>
        )}
        <Tabs value={tab} onChange={(to) => void open(to)} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="form">Form</Tabs.Tab>
            <Tabs.Tab value="document">Document</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="form" pt="md">
            <FormFields
              fields={fields}
              form={form}
              problems={problems}
              nameIsFixed={Boolean(saved)}
              onField={change}
              onForm={(changed) => {
                setEdited(true);
                setForm(changed);
              }}
            />
          </Tabs.Panel>
          <Tabs.Panel value="document" pt="md">
            <Panel
              title="Document"
              actions={
                <Group gap="xs">
                  <FileButton
                    accept=".yaml,.yml,.json"
                    onChange={(file) => void file?.text().then(setText)}
                  >
                    {(props) => (
                      <Button size="xs" variant="default" {...props}>
                        Upload
                      </Button>
                    )}
                  </FileButton>
                  <DocumentActions name={form.fields.name ?? ""} text={text ?? ""} />
                </Group>
              }
            >
              <Textarea
                aria-label="Document"
                description="YAML or JSON. Tab leaves the field."
                autosize
                minRows={18}
                maxRows={40}
                value={text ?? ""}
                onChange={(event) => setText(event.currentTarget.value)}
                styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
                error={problems.length > 0}
              />
            </Panel>
          </Tabs.Panel>
        </Tabs>
        <Found
          check={check.data}
          error={check.error}
          problems={tab === "document" ? problems : otherProblems(problems, fields)}
        />
        <Group justify="flex-end">
          <LinkButton to="/strategies" variant="default">
            Cancel
          </LinkButton>
          <Button type="submit" loading={save.isPending} disabled={check.data?.valid === false}>
            {saved ? "Save as a new version" : "Save the strategy"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Found({
  check,
  error,
  problems,
}: {
  check: StrategyCheck | undefined;
  error: unknown;
  problems: readonly StrategyProblem[];
}) {
  return (
    <div role="status" aria-live="polite" data-testid="check">
      {error ? (
        <Alert color="orange">{asProblem(error).message}</Alert>
      ) : check?.valid ? (
        <Alert color="tide" variant="light">
          The strategy is right and can be saved.
        </Alert>
      ) : problems.length > 0 ? (
        <Alert color="orange" title="Something is wrong">
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {problems.map((each) => (
              <li key={`${each.field} ${each.line} ${each.message}`} className="breakable">
                Line {each.line}, column {each.column}: {each.field && `${each.field}: `}
                {messageFor(each.field, [each])}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </div>
  );
}

interface FormFieldsProps {
  fields: StrategyField[];
  form: RuleForm;
  problems: readonly StrategyProblem[];
  nameIsFixed: boolean;
  onField: (path: string, value: string) => void;
  onForm: (form: RuleForm) => void;
}

function FormFields({ fields, form, problems, nameIsFixed, onField, onForm }: FormFieldsProps) {
  const known = new Map(fields.map((each) => [each.path, each]));
  const parameters = declared(form.parameters);
  return (
    <Stack>
      {SECTIONS.map((section) => (
        <Panel key={section.title} title={section.title} note={section.note}>
          <SimpleGrid
            cols={{ base: 1, sm: section.isPaired ? 2 : 1 }}
            spacing="md"
            verticalSpacing="xs"
          >
            {section.title === "Several instruments" && (
              <TagsInput
                label="Instruments"
                description="Those it enters; empty for all of a run."
                value={form.instruments}
                onChange={(instruments) => onForm({ ...form, instruments })}
              />
            )}
            {section.paths.map((path) => {
              const field = known.get(path);
              return field && isShown(path, form.fields) ? (
                <RuleField
                  key={path}
                  field={field}
                  value={form.fields[path] ?? ""}
                  parameters={parameters}
                  isFixed={path === "name" && nameIsFixed}
                  error={
                    // An empty name is no mistake yet: nobody has written one.
                    path === "name" && !form.fields.name ? undefined : messageFor(path, problems)
                  }
                  onChange={(value) => onField(path, value)}
                />
              ) : null;
            })}
          </SimpleGrid>
        </Panel>
      ))}
      <ParameterRows
        form={form}
        requirement={known.get("require")}
        problems={problems}
        onField={onField}
        onForm={onForm}
      />
    </Stack>
  );
}
