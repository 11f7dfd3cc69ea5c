import { Alert, Badge, Group, Select, Skeleton, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { queries, type SeriesKey } from "../../api/queries";
import type { Feature, Series } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { percent } from "../../format/numbers";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { EmptyState, Loaded } from "../../ui/states";
import { BuildStatus } from "./BuildStatus";
import { freshnessText, outlierText } from "./words";

const PAGE = 20;

/** The catalogue: every feature with its definition and what is built of it. */
export function FeaturesPage() {
  const series = useQuery(queries.series());
  return (
    <>
      <PageHeader
        title="Features"
        note="Named expressions, computed on every series as its bars come in. A feature's name can be used in any other expression."
        actions={
          <LinkButton to="/features/new" leftSection={<Icon name="plus" size={18} />}>
            Add a feature
          </LinkButton>
        }
      />
      <BuildStatus />
      <Panel label="Features">
        <Loaded query={series}>{(list) => <Catalogue series={list} />}</Loaded>
      </Panel>
    </>
  );
}

function Catalogue({ series }: { series: Series[] }) {
  const search = useSearch({ from: "/inside/features" });
  const navigate = useNavigate({ from: "/features" });
  const [trail, setTrail] = useState(FIRST_PAGE);
  const [text, setText] = useState(search.q ?? "");
  const cursor = currentCursor(trail);
  const features = useQuery(
    queries.features({
      limit: PAGE,
      ...(search.q ? { q: search.q } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  );
  const apply = useDebouncedCallback((q: string) => {
    setTrail(FIRST_PAGE);
    void navigate({
      search: {
        ...(q ? { q } : {}),
        ...(search.series ? { series: search.series } : {}),
      },
      replace: true,
    });
  }, 300);
  const names = series.map((each) => `${each.instrument} ${each.timeframe}`);
  const chosen = series[Math.max(0, names.indexOf(search.series ?? ""))];
  return (
    <>
      <Group gap="sm" mb="md" align="flex-end">
        <TextInput
          label="Search"
          placeholder="Name, formula or description"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            apply(event.currentTarget.value);
          }}
          style={{ flex: "1 1 220px" }}
        />
        {chosen && (
          <Select
            label="Freshness and shares on"
            searchable
            allowDeselect={false}
            data={names}
            value={`${chosen.instrument} ${chosen.timeframe}`}
            onChange={(value) =>
              value &&
              void navigate({ search: (old) => ({ ...old, series: value }), replace: true })
            }
            style={{ flex: "1 1 180px", maxWidth: 280 }}
          />
        )}
      </Group>
      <Loaded query={features}>
        {(page) =>
          page.items.length === 0 ? (
            <Nothing isFiltered={Boolean(search.q)} />
          ) : (
            <>
              <FeatureTable rows={page.items} series={chosen} />
              <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No feature matches">Search for something else.</EmptyState>
  ) : (
    <EmptyState
      title="No features yet"
      action={<LinkButton to="/features/new">Add the first one</LinkButton>}
    >
      A feature is an expression with a name, such as rsi(close, 14).
    </EmptyState>
  );
}

function FeatureTable({ rows, series }: { rows: Feature[]; series: Series | undefined }) {
  const columns = useMemo<Column<Feature>[]>(() => {
    const key = series && { instrument: series.instrument, timeframe: series.timeframe };
    return [
      {
        id: "name",
        header: "Feature",
        lead: true,
        cell: (row) => (
          <div style={{ maxWidth: 260 }}>
            <Link
              to="/features/$name"
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
        id: "formula",
        header: "Formula",
        cell: (row) => (
          <div style={{ maxWidth: 380, textAlign: "left" }}>
            <Formula text={row.expression} inline />
            {row.problem && (
              <Text size="xs" c="var(--tw-down)">
                {row.problem}
              </Text>
            )}
          </div>
        ),
      },
      { id: "outliers", header: "Outlier rule", cell: outlierText },
      {
        id: "fresh",
        header: "Freshness",
        cell: (row) => (key ? <Figure row={row} series={key} of="freshness" /> : "—"),
      },
      {
        id: "nulls",
        header: "Undefined",
        align: "right",
        cell: (row) => (key ? <Figure row={row} series={key} of="nulls" /> : "—"),
      },
      {
        id: "flagged",
        header: "Outliers",
        align: "right",
        cell: (row) => (key ? <Figure row={row} series={key} of="outliers" /> : "—"),
      },
    ];
  }, [series]);
  return (
    <DataTable
      label="Features"
      columns={columns}
      rows={rows}
      rowId={(row) => row.name}
      testId="features"
    />
  );
}

/** One figure of what is built of a feature on a series; cells of a row share one question. */
function Figure({
  row,
  series,
  of,
}: {
  row: Feature;
  series: SeriesKey;
  of: "freshness" | "nulls" | "outliers";
}) {
  const query = useQuery({
    ...queries.featureCoverage({ name: row.name }, series),
    enabled: !row.problem,
  });
  const item = query.data?.items[0];
  if (row.problem || (query.data && !item)) {
    return <>—</>;
  }
  if (query.error) {
    return <span title={query.error.message}>unknown</span>;
  }
  if (!item) {
    return <Skeleton height={12} width={56} aria-label="Loading" />;
  }
  if (of === "freshness") {
    return (
      <Badge
        variant="light"
        radius="sm"
        tt="none"
        fw={500}
        color={item.built && item.behindBars === 0 ? "tide" : "gray"}
      >
        {freshnessText(item)}
      </Badge>
    );
  }
  return <>{percent(of === "nulls" ? item.nullShare : item.outlierShare, 1)}</>;
}

/** What the server says is wrong with a feature, where something is. */
export function FeatureProblem({ feature }: { feature: Feature }) {
  return feature.problem ? (
    <Alert color="orange" role="alert" title="This feature cannot be built" className="breakable">
      {feature.problem}
    </Alert>
  ) : null;
}
