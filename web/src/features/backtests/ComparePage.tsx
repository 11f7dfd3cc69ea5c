import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { queries } from "../../api/queries";
import type { Comparison } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { compareOption } from "../../charts/options";
import { Tip } from "../../parts/Tip";
import { StatisticValue } from "../../parts/Statistics";
import { DataTable, type Column } from "../../ui/DataTable";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { distinctNames } from "./compare";
import { runName } from "./names";
import { LinkButton } from "../../ui/LinkButton";

/** Two to four runs side by side. */
export function ComparePage() {
  const { ids } = useSearch({ from: "/inside/backtests/compare" });
  const list = ids.split(",").filter(Boolean);
  const isPossible = list.length >= 2 && list.length <= 4;
  const comparison = useQuery({ ...queries.comparison(list), enabled: isPossible });
  return (
    <>
      <PageHeader title="Compare backtests" note="Equity is indexed to 1 at each run's start." />
      {isPossible ? (
        <Loaded query={comparison}>{(data) => <Compared data={data} />}</Loaded>
      ) : (
        <EmptyState
          title="Choose two to four runs"
          action={<LinkButton to="/backtests">All backtests</LinkButton>}
        />
      )}
    </>
  );
}

type StatisticRow = Comparison["statistics"][number];

function Compared({ data }: { data: Comparison }) {
  const palette = usePalette();
  const names = useMemo(() => distinctNames(data.runs.map(runName)), [data]);
  const option = useMemo(
    () =>
      compareOption(
        data.equity.map((curve) => {
          const index = data.runs.findIndex((run) => run.id === curve.id);
          return { name: names[index] ?? curve.id, t: curve.t, v: curve.v };
        }),
        palette,
      ),
    [data, names, palette],
  );
  const columns = useMemo<Column<StatisticRow>[]>(
    () => [
      {
        id: "statistic",
        header: "Statistic",
        lead: true,
        cell: (row) => <Tip text={row.definition}>{row.label}</Tip>,
      },
      ...data.runs.map((run, i) => ({
        id: run.id,
        header: names[i] ?? run.id,
        align: "right" as const,
        cell: (row: StatisticRow) => (
          <StatisticValue statistic={{ ...row, value: row.values[i] ?? null }} currency="" />
        ),
      })),
    ],
    [data, names],
  );
  return (
    <Stack>
      <Panel title="Equity">
        <EChart option={option} height={380} label={`Equity of ${names.join(", ")}`} />
      </Panel>
      <Panel title="Statistics">
        <DataTable
          label="Statistics side by side"
          columns={columns}
          rows={data.statistics}
          rowId={(row) => row.key}
          dense
          testId="comparison"
        />
      </Panel>
      <Panel title="Runs">
        <dl className="fact-list">
          {data.runs.map((run, i) => (
            <RunFacts key={run.id} name={names[i] ?? ""} id={run.id} run={run} />
          ))}
        </dl>
      </Panel>
    </Stack>
  );
}

function RunFacts({
  name,
  id,
  run,
}: {
  name: string;
  id: string;
  run: Comparison["runs"][number];
}) {
  return (
    <>
      <dt className="breakable">
        <Link to="/backtests/$id" params={{ id }} style={{ color: "var(--tw-accent)" }}>
          {name}
        </Link>
      </dt>
      <dd>
        {run.strategy} (
        {Object.entries(run.parameters)
          .map(([key, value]) => `${key} ${value}`)
          .join(", ")}
        ) on {run.instruments.join(", ")} {run.timeframe}
      </dd>
    </>
  );
}
