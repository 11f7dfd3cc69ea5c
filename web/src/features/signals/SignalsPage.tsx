import { Badge, Button, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { queries } from "../../api/queries";
import type { SignalDefinition } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";
import { GenerationStatus } from "./GenerationStatus";
import { UnusedSignals } from "./UnusedSignals";

const PAGE = 20;

/** Every signal definition, and what its newest generation did. */
export function SignalsPage() {
  const client = useQueryClient();
  const generate = useMutation({
    mutationFn: () => send("POST", "/signal-generations", {}),
    onSettled: () => client.invalidateQueries({ queryKey: ["signal-generations"] }),
  });
  return (
    <>
      <PageHeader
        title="Signals"
        note="Conditions that are looked at on the close of every bar. Each time one is true, a signal is kept with the values it was decided on."
        actions={
          <Group gap="xs">
            <Button
              variant="default"
              loading={generate.isPending}
              onClick={() => generate.mutate()}
            >
              Generate
            </Button>
            <LinkButton to="/signals/new" leftSection={<Icon name="plus" size={18} />}>
              Add a signal
            </LinkButton>
          </Group>
        }
      />
      <GenerationStatus />
      <Panel label="Signal definitions">
        <List />
      </Panel>
      <UnusedSignals />
    </>
  );
}

function List() {
  const search = useSearch({ from: "/inside/signals" });
  const navigate = useNavigate({ from: "/signals" });
  const [trail, setTrail] = useState(FIRST_PAGE);
  const [text, setText] = useState(search.q ?? "");
  const cursor = currentCursor(trail);
  const definitions = useQuery(
    queries.signalDefinitions({
      limit: PAGE,
      ...(search.q ? { q: search.q } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  );
  const apply = useDebouncedCallback((q: string) => {
    setTrail(FIRST_PAGE);
    void navigate({ search: q ? { q } : {}, replace: true });
  }, 300);
  return (
    <>
      <TextInput
        label="Search"
        placeholder="Name, condition or description"
        value={text}
        mb="md"
        onChange={(event) => {
          setText(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
      />
      <Loaded query={definitions}>
        {(page) =>
          page.items.length === 0 ? (
            search.q ? (
              <EmptyState title="No signal matches">Search for something else.</EmptyState>
            ) : (
              <EmptyState
                title="No signals yet"
                action={<LinkButton to="/signals/new">Add the first one</LinkButton>}
              >
                A signal has a condition to enter, such as rsi(close, 14) {"<"} 30, and one to exit.
              </EmptyState>
            )
          ) : (
            <>
              <DataTable
                label="Signal definitions"
                columns={COLUMNS}
                rows={page.items}
                rowId={(row) => row.name}
                testId="signal-definitions"
              />
              <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

const COLUMNS: Column<SignalDefinition>[] = [
  {
    id: "name",
    header: "Signal",
    lead: true,
    cell: (row) => (
      <div style={{ maxWidth: 280 }}>
        <Link
          to="/signals/$name"
          params={{ name: row.name }}
          className="breakable"
          style={{ color: "var(--tw-accent)", fontWeight: 600 }}
        >
          {row.name}
        </Link>
        {row.description && (
          <Text size="xs" c="dimmed" fw={400}>
            {row.description}
          </Text>
        )}
      </div>
    ),
  },
  {
    id: "rule",
    header: "Enters and exits",
    cell: (row) => (
      <div style={{ maxWidth: 460, textAlign: "left" }}>
        {[row.entry, row.exit, row.shortEntry, row.shortExit].filter(Boolean).map((each) => (
          <div key={each}>
            <Formula text={each} inline />
          </div>
        ))}
        {row.problem && (
          <Text size="xs" c="var(--tw-down)">
            {row.problem}
          </Text>
        )}
      </div>
    ),
  },
  { id: "timeframe", header: "Bars", cell: (row) => row.timeframe },
  {
    id: "where",
    header: "Instruments",
    cell: (row) => row.scanner ?? (row.instruments.length > 0 ? row.instruments.join(", ") : "all"),
  },
  { id: "version", header: "Version", align: "right", cell: (row) => row.version },
  {
    id: "active",
    header: "State",
    cell: (row) => (
      <Badge variant="light" radius="sm" tt="none" fw={500} color={row.active ? "tide" : "gray"}>
        {row.active ? "active" : "off"}
      </Badge>
    ),
  },
];
