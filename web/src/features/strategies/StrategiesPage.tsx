import { Alert, Badge, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { queries } from "../../api/queries";
import type { Strategy } from "../../api/types";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";

const ORIGINS: Record<Strategy["origin"], string> = {
  BUILT_IN: "Built in",
  SHIPPED: "Shipped",
  OWN: "Your own",
  FILE: "Your file",
  PLUGIN: "Your plugin",
};

/** All strategies: the user's own first, then those that come with the product. */
export function StrategiesPage() {
  const query = useQuery(queries.strategies());
  return (
    <>
      <PageHeader
        title="Strategies"
        note="Rules that can be run: when to enter, when to leave, how much. Documents in the strategies folder and jars in the plugins folder of the data directory appear here by themselves."
        actions={
          <LinkButton to="/strategies/new" leftSection={<Icon name="plus" size={18} />}>
            Write a strategy
          </LinkButton>
        }
      />
      <Loaded query={query}>
        {(all) => {
          const own = all.filter((each) => ["OWN", "FILE", "PLUGIN"].includes(each.origin));
          return (
            <>
              <Panel title="Your own">
                {own.length === 0 ? (
                  <EmptyState
                    title="No strategy of your own yet"
                    action={<LinkButton to="/strategies/new">Write the first one</LinkButton>}
                  >
                    Begin with an empty rule, or open a shipped one and copy it.
                  </EmptyState>
                ) : (
                  <StrategyTable label="Your own strategies" rows={own} />
                )}
              </Panel>
              <div style={{ height: 16 }} />
              <Panel title="With the product">
                <StrategyTable
                  label="Strategies with the product"
                  rows={all.filter((each) => !own.includes(each))}
                />
              </Panel>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function StrategyTable({ label, rows }: { label: string; rows: Strategy[] }) {
  const columns = useMemo<Column<Strategy>[]>(
    () => [
      {
        id: "title",
        header: "Strategy",
        lead: true,
        cell: (row) => (
          <div style={{ maxWidth: 260 }}>
            <Link
              to="/strategies/$name"
              params={{ name: row.id }}
              className="breakable"
              style={{ color: "var(--tw-accent)", fontWeight: 600 }}
            >
              {row.title}
            </Link>
            <Text size="xs" c="dimmed" fw={400} className="breakable">
              {row.id}
            </Text>
          </div>
        ),
      },
      {
        id: "description",
        header: "What it does",
        cell: (row) => (
          <div style={{ maxWidth: 560, textAlign: "left", whiteSpace: "normal" }}>
            <Text size="sm" lineClamp={3}>
              {row.description || "—"}
            </Text>
            {row.problems.map((each) => (
              <Text key={each.message} size="xs" c="var(--tw-down)" className="breakable">
                The file is wrong now: {each.field && `${each.field}: `}
                {each.message}
                {row.origin !== "PLUGIN" && ` (line ${each.line})`}
              </Text>
            ))}
          </div>
        ),
      },
      {
        id: "origin",
        header: "From",
        cell: (row) => (
          <Badge variant="light" radius="sm" tt="none" fw={500} color="gray">
            {ORIGINS[row.origin]}
          </Badge>
        ),
      },
      { id: "version", header: "Version", align: "right", cell: (row) => row.version ?? "—" },
    ],
    [],
  );
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      testId="strategies"
    />
  );
}

/** Shown where a document cannot be read any more. */
export function BrokenFile({ strategy }: { strategy: Pick<Strategy, "problems"> }) {
  return strategy.problems.length > 0 ? (
    <Alert color="orange" role="alert" title="The file of this strategy is wrong now">
      <Group gap={4}>
        {strategy.problems.map((each) => (
          <Text key={each.message} size="sm" className="breakable">
            Line {each.line}: {each.field && `${each.field}: `}
            {each.message}. The last good version stays in use.
          </Text>
        ))}
      </Group>
    </Alert>
  ) : null;
}
