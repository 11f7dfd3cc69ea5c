import { Alert, Badge, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { SignalDefinition, SignalDefinitionDetail } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { utcDateTime } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { GenerationStatus } from "./GenerationStatus";
import { PastSignals } from "./PastSignals";
import { SignalExplorer } from "./SignalExplorer";
import { stateText, totals } from "./words";

/** One definition: what it says, where it stands, and its signals on a chart and in a table. */
export function SignalPage() {
  const { name } = useParams({ from: "/inside/signals/$name" });
  const { version } = useSearch({ from: "/inside/signals/$name" });
  const query = useQuery(queries.signalDefinition(name, version));
  if (query.error && asProblem(query.error).status === 404) {
    return (
      <EmptyState
        isPage
        title={`There is no signal ${name}`}
        action={<LinkButton to="/signals">All signals</LinkButton>}
      />
    );
  }
  return (
    <Loaded page="Signal" query={query}>
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
            <SignalExplorer detail={detail} />
            <PastSignals detail={detail} />
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
        No more signals are made of it. Its versions and the signals that are there stay readable
        until they are deleted on the page of all signals.
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
            w={172}
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
