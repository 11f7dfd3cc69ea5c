import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { queries } from "../../api/queries";
import type { Comparison } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { compareOption } from "../../charts/options";
import { Rows } from "../../parts/TearSheet";
import { probability } from "../../parts/tearSheet";
import { shortList } from "../../format/lists";
import { withRegistry } from "../../format/statistics";
import { decimal, plural, signedDecimal } from "../../format/numbers";
import { Tip } from "../../parts/Tip";
import { StatisticValue } from "../../parts/Statistics";
import { DataTable, type Column } from "../../ui/DataTable";
import { PageHeader } from "../../ui/PageHeader";
import { FoldingPanel, Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { distinctNames, significanceText } from "./compare";
import { runName } from "./names";
import { LinkButton } from "../../ui/LinkButton";

const MOST = 8;

/** Two to eight runs side by side. */
export function ComparePage() {
  const { ids } = useSearch({ from: "/inside/backtests/compare" });
  const list = ids.split(",").filter(Boolean);
  const isPossible = list.length >= 2 && list.length <= MOST;
  const comparison = useQuery({ ...queries.comparison(list), enabled: isPossible });
  return (
    <>
      <PageHeader
        title="Compare backtests"
        note="On the days that all runs share; every curve is 1 on the first of them."
      />
      {isPossible ? (
        <Loaded query={comparison}>{(data) => <Compared data={data} />}</Loaded>
      ) : (
        <EmptyState
          title="Choose two to eight runs"
          action={<LinkButton to="/backtests">All backtests</LinkButton>}
        />
      )}
    </>
  );
}

type StatisticRow = Comparison["statistics"][number];

function Compared({ data }: { data: Comparison }) {
  const palette = usePalette();
  const definitions = useQuery(queries.statistics());
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
      <Panel
        title="Equity"
        note={
          data.commonDays > 0
            ? `${plural(data.commonDays, "common day")}, at day ends in UTC.`
            : undefined
        }
      >
        {data.commonDays > 1 ? (
          <EChart option={option} height={380} label={`Equity of ${names.join(", ")}`} />
        ) : (
          <EmptyState title="These runs share no days" />
        )}
      </Panel>
      <FoldingPanel
        title="What differs"
        startsOpen
        note="Parameters and assumptions that are not the same in all runs."
      >
        {data.differences.length > 0 ? (
          <Rows
            label="Differences of parameters"
            head={["Setting", ...names]}
            rows={data.differences.map((each) => [
              each.name,
              ...each.values.map((value) =>
                each.name === "dataHash" ? value.slice(0, 12) : value || "—",
              ),
            ])}
          />
        ) : (
          <p className="tw-note">Nothing: the same strategy, parameters, costs and data.</p>
        )}
      </FoldingPanel>
      <FoldingPanel
        title="Is the difference more than chance?"
        note={`Sharpe ratio of ${names[0] ?? "the first run"} minus that of each other run, on the common days.`}
        testId="significance"
      >
        {data.significance.every((each) => each.difference === null) ? (
          <p className="tw-note">The runs share too few days to tell.</p>
        ) : (
          <Significance data={data} names={names} />
        )}
      </FoldingPanel>
      <FoldingPanel title="Statistics">
        <DataTable
          label="Statistics side by side"
          columns={columns}
          rows={withRegistry(data.statistics, definitions.data ?? [])}
          rowId={(row) => row.key}
          dense
          tall
          testId="comparison"
        />
      </FoldingPanel>
      <FoldingPanel title="Runs">
        <dl className="fact-list">
          {data.runs.map((run, i) => (
            <RunFacts key={run.id} name={names[i] ?? ""} id={run.id} run={run} />
          ))}
        </dl>
      </FoldingPanel>
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
        ) on {shortList(run.instruments)} {run.timeframe}
      </dd>
    </>
  );
}

function Significance({ data, names }: { data: Comparison; names: readonly string[] }) {
  return (
    <>
      <Rows
        label="Significance of the differences"
        head={[
          "Run",
          "Difference",
          "95 % interval",
          "Correlation",
          "Jobson and Korkie",
          "Ledoit and Wolf",
          "Paired bootstrap",
          "Verdict",
        ]}
        rows={data.significance.map((each) => [
          names[data.runs.findIndex((run) => run.id === each.id)] ?? each.id,
          signedDecimal(each.difference),
          `${decimal(each.low)} to ${decimal(each.high)}`,
          decimal(each.correlation),
          probability(each.jobsonKorkie),
          probability(each.ledoitWolf),
          probability(each.bootstrap),
          significanceText(each),
        ])}
      />
      <p className="tw-note">
        p-values: below 0.05 in all three tests is called a difference. Choosing the best of many
        runs makes small ones likely by chance.
      </p>
    </>
  );
}
