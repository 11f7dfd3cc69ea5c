import { Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { asProblem } from "../../api/problem";
import { queries, type FeatureKey, type SeriesKey } from "../../api/queries";
import type { FeatureCoverage, FeatureDistribution } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { distributionOption } from "../../charts/heat";
import { count, decimal, percent } from "../../format/numbers";
import { utcMoment } from "../../format/time";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { PreviewChart } from "./PreviewChart";
import { fullest, reasonText } from "./words";

/** The distribution of a feature on a chosen series, why values are missing, and its chart. */
export function SeriesFigures({
  feature,
  meaning,
}: {
  feature: FeatureKey;
  /** The expression behind the name; `null` where it cannot be computed. */
  meaning: string | null;
}) {
  const coverage = useQuery(queries.featureCoverage(feature));
  const built = (coverage.data?.items ?? []).filter((item) => item.built);
  return (
    <Stack>
      {built.length > 0 && <Chosen feature={feature} built={built} />}
      {meaning !== null && feature.version === undefined && (
        <PreviewChart title="Chart" expression={feature.name} meaning={meaning} />
      )}
    </Stack>
  );
}

function Chosen({ feature, built }: { feature: FeatureKey; built: FeatureCoverage["items"] }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const names = built.map((item) => `${item.instrument} ${item.timeframe}`);
  const item = built[names.indexOf(wanted ?? "")] ?? fullest(built);
  if (!item) {
    return null;
  }
  const series = { instrument: item.instrument, timeframe: item.timeframe };
  return (
    <>
      <Group>
        <Select
          label="Distribution and holes on"
          searchable
          allowDeselect={false}
          data={names}
          value={`${series.instrument} ${series.timeframe}`}
          onChange={setWanted}
        />
      </Group>
      <Distribution feature={feature} series={series} />
      <Holes feature={feature} series={series} />
    </>
  );
}

function Distribution({ feature, series }: { feature: FeatureKey; series: SeriesKey }) {
  const query = useQuery(queries.featureDistribution(feature, series));
  return (
    <Panel title="Distribution" testId="distribution">
      <Loaded query={query} loading={<LoadingBox height={240} />}>
        {(data) =>
          data.counts.length === 0 ? (
            <EmptyState title="No values yet">Every bar is undefined.</EmptyState>
          ) : (
            <Histogram data={data} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Histogram({ data }: { data: FeatureDistribution }) {
  const palette = usePalette();
  const option = useMemo(() => distributionOption(data, palette), [data, palette]);
  const label = `How often values fell into each of ${data.counts.length} bins: mean ${decimal(data.mean, 4)}, standard deviation ${decimal(data.standardDeviation, 4)}.`;
  return (
    <>
      <EChart option={option} label={label} height={240} />
      <dl className="fact-list" style={{ marginTop: 12 }}>
        <dt>Mean ± standard deviation</dt>
        <dd>
          {decimal(data.mean, 4)} ± {decimal(data.standardDeviation, 4)}
        </dd>
        <dt>Quantiles</dt>
        <dd>
          {data.quantiles
            .map(({ p, value }) => `${quantileName(p)} ${decimal(value, 4)}`)
            .join(" · ")}
        </dd>
        <dt>Flagged as outliers</dt>
        <dd>
          {count(data.outliers)} of {count(data.bars - data.nulls)} values
        </dd>
        <dt>Undefined</dt>
        <dd>
          {count(data.nulls)} of {count(data.bars)} bars
          {data.bars > 0 && ` (${percent(data.nulls / data.bars, 1)})`}
        </dd>
      </dl>
    </>
  );
}

function quantileName(p: number): string {
  return p === 0 ? "lowest" : p === 1 ? "highest" : `${decimal(p * 100, 0)} %`;
}

const SHOWN = 12;

function Holes({ feature, series }: { feature: FeatureKey; series: SeriesKey }) {
  const query = useQuery(queries.featureHoles(feature, series));
  if (query.error && asProblem(query.error).status === 404) {
    return null;
  }
  return (
    <Panel title="Why values are missing" testId="holes">
      <Loaded query={query}>
        {(data) =>
          data.reasons.length === 0 ? (
            <Text size="sm">Every bar has a value.</Text>
          ) : (
            <>
              <ul style={{ margin: 0, paddingLeft: 18, fontSize: 14 }}>
                {data.reasons.map(({ reason, bars }) => (
                  <li key={reason}>
                    {count(bars)} {bars === 1 ? "bar" : "bars"}: {reasonText(reason)}
                  </li>
                ))}
              </ul>
              <details style={{ marginTop: 8, fontSize: 14 }}>
                <summary>When</summary>
                <ul style={{ margin: "4px 0", paddingLeft: 18 }}>
                  {data.spans.slice(0, SHOWN).map((span) => (
                    <li key={`${span.from} ${span.reason}`}>
                      {utcMoment(span.from)} to {utcMoment(span.to)} UTC, {count(span.bars)}{" "}
                      {span.bars === 1 ? "bar" : "bars"}: {reasonText(span.reason)}
                    </li>
                  ))}
                </ul>
                {data.spans.length > SHOWN && (
                  <Text size="sm" c="dimmed">
                    {count(data.spans.length - SHOWN)} more are not listed.
                  </Text>
                )}
              </details>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
