import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries, type FeatureKey } from "../../api/queries";
import type { FeatureCoverage } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { heatHeight, heatOption } from "../../charts/heat";
import { count, percent } from "../../format/numbers";
import { utcDateTime, utcMoment } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { coverageSummary, freshnessText } from "./words";

type Item = FeatureCoverage["items"][number];

/** How much of a feature is there, by series and time. */
export function Coverage({ feature }: { feature: FeatureKey }) {
  const query = useQuery(queries.featureCoverage(feature));
  return (
    <Panel
      title="Coverage"
      note="Share of the bars that have a value, by series and time."
      testId="coverage"
    >
      <Loaded query={query} loading={<LoadingBox height={240} />}>
        {(coverage) =>
          coverage.items.length === 0 ? (
            <EmptyState title="No series to build it on">Import prices first.</EmptyState>
          ) : (
            <Shown coverage={coverage} />
          )
        }
      </Loaded>
    </Panel>
  );
}

const COLUMNS: Column<Item>[] = [
  {
    id: "series",
    header: "Series",
    lead: true,
    cell: (row) => `${row.instrument} ${row.timeframe}`,
  },
  { id: "fresh", header: "Freshness", cell: freshnessText },
  { id: "bars", header: "Bars built", align: "right", cell: (row) => count(row.bars) },
  { id: "last", header: "Last bar (UTC)", cell: (row) => utcMoment(row.lastBar) },
  { id: "nulls", header: "Undefined", align: "right", cell: (row) => percent(row.nullShare, 1) },
  {
    id: "outliers",
    header: "Outliers",
    align: "right",
    cell: (row) => percent(row.outlierShare, 2),
  },
  { id: "at", header: "Refreshed (UTC)", cell: (row) => utcDateTime(row.refreshedAt) },
];

function Shown({ coverage }: { coverage: FeatureCoverage }) {
  const palette = usePalette();
  const built = useMemo(() => coverage.items.filter((item) => item.built), [coverage]);
  const option = useMemo(
    () =>
      heatOption(
        {
          buckets: coverage.buckets,
          rows: built.map((item) => ({
            name: `${item.instrument} ${item.timeframe}`,
            share: item.share,
          })),
        },
        palette,
      ),
    [built, coverage.buckets, palette],
  );
  const summary = coverageSummary(coverage);
  return (
    <>
      {built.length > 0 && (
        <EChart option={option} label={summary} height={heatHeight(built.length)} />
      )}
      <Text size="sm" c="dimmed" my="xs" data-testid="coverage-summary">
        {summary}
        {coverage.total > coverage.items.length &&
          ` The first ${count(coverage.items.length)} of ${count(coverage.total)} series are shown.`}
      </Text>
      <DataTable
        label="Coverage by series"
        columns={COLUMNS}
        rows={coverage.items}
        rowId={(row) => `${row.instrument} ${row.timeframe}`}
        dense
      />
    </>
  );
}
