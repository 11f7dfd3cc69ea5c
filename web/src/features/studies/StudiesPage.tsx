import { Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isFinished } from "../../api/jobs";
import { count, percent } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";
import { StatusBadge } from "../../ui/status";
import { VerdictBadge } from "../../ui/VerdictBadge";
import { studyQueries, type Study } from "./queries";
import { measure, objectiveName, parametersText, timeLeft } from "./words";

const PAGE = 20;

/** Every search over parameters with what it found. */
export function StudiesPage() {
  const [trail, setTrail] = useState(FIRST_PAGE);
  const [text, setText] = useState("");
  const [q, setQ] = useState("");
  const cursor = currentCursor(trail);
  const studies = useQuery({
    ...studyQueries.list({ limit: PAGE, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((each) => !isFinished(each.status)) ? 2_000 : false,
  });
  const apply = useDebouncedCallback((value: string) => {
    setTrail(FIRST_PAGE);
    setQ(value);
  }, 300);
  return (
    <>
      <PageHeader
        title="Studies"
        note="Searches over the parameters of a strategy. Every trial is counted and charged to what is found."
        actions={
          <LinkButton to="/studies/new" leftSection={<Icon name="plus" size={18} />}>
            New study
          </LinkButton>
        }
      />
      <Panel label="Studies">
        <TextInput
          label="Search"
          placeholder="Name or strategy"
          value={text}
          mb="md"
          onChange={(event) => {
            setText(event.currentTarget.value);
            apply(event.currentTarget.value);
          }}
        />
        <Loaded query={studies}>
          {(page) =>
            page.items.length === 0 ? (
              q ? (
                <EmptyState title="No study matches">Search for something else.</EmptyState>
              ) : (
                <EmptyState
                  title="No studies yet"
                  action={<LinkButton to="/studies/new">Start the first one</LinkButton>}
                >
                  A study tries many sets of parameters and says what the best is worth.
                </EmptyState>
              )
            ) : (
              <>
                <DataTable
                  label="Studies"
                  columns={COLUMNS}
                  rows={page.items}
                  rowId={(row) => row.id}
                  testId="studies"
                />
                <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

const COLUMNS: Column<Study>[] = [
  {
    id: "name",
    header: "Study",
    lead: true,
    cell: (row) => (
      <div style={{ maxWidth: 320 }}>
        <Link
          to="/studies/$id"
          params={{ id: row.id }}
          className="breakable"
          style={{ color: "var(--tw-accent)", fontWeight: 600 }}
        >
          {row.name}
        </Link>
        <Text size="xs" c="dimmed" fw={400}>
          {row.sampler} · {utcDateTime(row.createdAt)} UTC
        </Text>
      </div>
    ),
  },
  {
    id: "status",
    header: "State",
    cell: (row) => (
      <>
        <StatusBadge status={row.status} />
        {!isFinished(row.status) && (
          <Text size="xs" c="dimmed" className="tw-numbers">
            {percent(row.progress, 0)} {timeLeft(row.secondsLeft)}
          </Text>
        )}
      </>
    ),
  },
  {
    id: "trials",
    header: "Trials",
    align: "right",
    cell: (row) => <span className="tw-numbers">{count(row.trials)}</span>,
  },
  {
    id: "best",
    header: "Best so far",
    cell: (row) =>
      row.bestObjectives ? (
        <div style={{ maxWidth: 300 }}>
          {row.objectives.map((name, i) => (
            <div key={name} className="tw-numbers">
              {objectiveName(name)} <b>{measure(name, row.bestObjectives?.[i])}</b>
            </div>
          ))}
          <Text size="xs" c="dimmed">
            {parametersText(row.bestParameters)}
          </Text>
        </div>
      ) : (
        "—"
      ),
  },
  {
    id: "verdict",
    header: "Worth",
    cell: (row) =>
      row.verdict ? <VerdictBadge level={row.verdict} /> : isFinished(row.status) ? "—" : "",
  },
];
