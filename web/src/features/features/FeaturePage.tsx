import { Alert, Badge, Button, Select, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { featurePath, queries, type FeatureKey } from "../../api/queries";
import type { Feature, FeatureDetail, FeatureVerification } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { utcDateTime } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import { BuildStatus } from "./BuildStatus";
import { Coverage } from "./Coverage";
import { NoFeature } from "./FeatureFormPage";
import { FeatureProblem } from "./FeaturesPage";
import { Runs } from "./Runs";
import { SeriesFigures } from "./SeriesFigures";
import { SeriesWork } from "./SeriesWork";
import { NULL_POLICIES, fullest, outlierText } from "./words";

/** One feature: its definition, what is built of it, and what can be done with it. */
export function FeaturePage() {
  const { name } = useParams({ from: "/inside/features/$name" });
  const { version } = useSearch({ from: "/inside/features/$name" });
  const key = version === undefined ? { name } : { name, version };
  const query = useQuery(queries.feature(key));
  if (query.error && asProblem(query.error).status === 404) {
    return <NoFeature name={name} />;
  }
  return (
    <Loaded page="Feature" query={query}>
      {(detail) => <Detail detail={detail} feature={key} />}
    </Loaded>
  );
}

function Detail({ detail, feature: key }: { detail: FeatureDetail; feature: FeatureKey }) {
  const { feature, versions } = detail;
  return (
    <>
      <PageHeader
        title={feature.name}
        note={feature.description || undefined}
        actions={<Actions feature={feature} />}
      />
      <Stack>
        <FeatureProblem feature={feature} />
        <BuildStatus feature={feature.name} />
        <Definition feature={feature} versions={versions} />
        <Coverage feature={key} />
        <Runs feature={feature.name} />
        <SeriesFigures
          feature={key}
          meaning={feature.problem ? null : (feature.canonical ?? feature.expression)}
        />
      </Stack>
    </>
  );
}

function Definition({ feature, versions }: { feature: Feature; versions: number[] }) {
  const navigate = useNavigate({ from: "/features/$name" });
  const policy = NULL_POLICIES.find((each) => each.value === feature.nullPolicy);
  return (
    <Panel
      title="Definition"
      actions={
        <Select
          size="xs"
          w={180}
          aria-label="Version"
          allowDeselect={false}
          data={versions.map((each) => ({
            value: String(each),
            label: each === versions[0] ? `Version ${each} (newest)` : `Version ${each}`,
          }))}
          value={String(feature.version)}
          onChange={(value) =>
            void navigate({
              search: Number(value) === versions[0] ? {} : { version: Number(value) },
            })
          }
        />
      }
    >
      <Stack gap="sm">
        <Formula text={feature.expression} />
        <dl className="fact-list">
          {feature.canonical && feature.canonical !== feature.expression && (
            <>
              <dt>Computed as</dt>
              <dd>
                <Formula text={feature.canonical} inline />
              </dd>
            </>
          )}
          <dt>Bars without a value</dt>
          <dd>{policy ? `${policy.label}: ${policy.meaning}` : feature.nullPolicy}</dd>
          <dt>Outliers</dt>
          <dd>
            {outlierText(feature)}
            {feature.outlierMethod !== "NONE" && "; flagged and kept"}
          </dd>
          <Names title="Uses" names={feature.names} />
          <Names title="Used by" names={feature.namedBy} />
          <dt>This version since (UTC)</dt>
          <dd>
            {utcDateTime(feature.createdAt)}{" "}
            {feature.seeded && (
              <Badge variant="light" color="gray" radius="sm" tt="none">
                came with the installation
              </Badge>
            )}
          </dd>
        </dl>
      </Stack>
    </Panel>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  return names.length === 0 ? null : (
    <>
      <dt>{title}</dt>
      <dd>
        {names.map((name, i) => (
          <span key={name}>
            {i > 0 && ", "}
            <Link to="/features/$name" params={{ name }}>
              {name}
            </Link>
          </span>
        ))}
      </dd>
    </>
  );
}

function Actions({ feature }: { feature: Feature }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const coverage = useQuery(queries.featureCoverage({ name: feature.name }));
  const best = fullest(coverage.data?.items ?? []);
  const [isWriting, setWriting] = useState(false);
  const verify = useMutation({
    mutationFn: () =>
      send<FeatureVerification>("POST", "/feature-verifications", {
        feature: feature.name,
        sample: 1,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["feature-verifications"] }),
  });
  const failed = verify.error;
  const remove = useMutation({
    mutationFn: () => send<null>("DELETE", featurePath(feature.name)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["features"] });
      await navigate({ to: "/features" });
    },
  });
  return (
    <>
      <LinkButton
        to="/chart"
        search={{
          ...(best ? { instrument: best.instrument, timeframe: best.timeframe } : {}),
          expr: [feature.name],
        }}
        variant="default"
      >
        Chart
      </LinkButton>
      <Button variant="default" onClick={() => setWriting(true)}>
        Build or export
      </Button>
      <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
        Verify
      </Button>
      <LinkButton to="/features/$name/edit" params={{ name: feature.name }} variant="default">
        Edit
      </LinkButton>
      <Button variant="default" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      {failed && (
        <Alert color="orange" role="alert">
          {asProblem(failed).message}
        </Alert>
      )}
      <SeriesWork
        feature={feature.name}
        items={coverage.data?.items ?? []}
        opened={isWriting}
        onClose={() => setWriting(false)}
      />
      <Confirm
        opened={isDeleting}
        title="Delete this feature?"
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => {
          remove.reset();
          setDeleting(false);
        }}
      >
        {feature.name} is no longer built and its name cannot be used any more.
        {feature.namedBy.length > 0 && ` It is used by ${feature.namedBy.join(", ")}.`}
      </Confirm>
    </>
  );
}
