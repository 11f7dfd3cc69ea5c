import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiUrl, send } from "../../api/http";
import { isFinished } from "../../api/jobs";
import { asProblem } from "../../api/problem";
import { queries, type SeriesKey } from "../../api/queries";
import type { FeatureBuild, FeatureExport, FeatureVerification } from "../../api/types";
import { bytes } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { RunningJob } from "../../live/RunningJob";
import { useLive } from "../../live/live";
import { Icon } from "../../ui/Icon";
import { Panel } from "../../ui/Panel";
import { StatusBadge } from "../../ui/status";
import { concerns, mismatchText, verificationText } from "./runs";

/** The newest verification and exports of a feature; nothing where there are none. */
export function Runs({ feature }: { feature: string }) {
  const { link } = useLive();
  const pause = link === "live" ? 4_000 : 1_500;
  const verifications = useQuery({
    ...queries.featureVerifications(),
    refetchInterval: ({ state }) => (isBusy(state.data?.items) ? pause : false),
  });
  const exports = useQuery({
    ...queries.featureExports(),
    refetchInterval: ({ state }) => (isBusy(state.data?.items) ? pause : false),
  });
  const verification = verifications.data?.items.find((run) => concerns(run, feature));
  const files = (exports.data?.items ?? []).filter((run) => run.features.includes(feature));
  if (!verification && files.length === 0) {
    return null;
  }
  return (
    <Panel title="Verification and exports" testId="runs">
      <Stack gap="md">
        {verification && <Verification run={verification} />}
        {files.slice(0, 3).map((run) => (
          <Export key={run.id} run={run} />
        ))}
      </Stack>
    </Panel>
  );
}

function isBusy(runs: { status: FeatureExport["status"] }[] | undefined): boolean {
  return runs?.some((run) => !isFinished(run.status)) ?? false;
}

function Verification({ run }: { run: FeatureVerification }) {
  if (!isFinished(run.status)) {
    return (
      <RunningJob
        isBare
        run={run}
        path={`/feature-verifications/${run.id}`}
        queryKey={["feature-verifications"]}
        label="Verification"
      />
    );
  }
  return (
    <div>
      <Group gap="xs">
        <StatusBadge status={run.status} />
        <Text size="sm" role="status">
          {verificationText(run)} {utcDateTime(run.finishedAt ?? run.createdAt)} UTC
        </Text>
      </Group>
      {(run.mismatches ?? []).map((found) => (
        <Alert
          key={`${found.instrument} ${found.timeframe} ${found.feature}`}
          color="orange"
          role="alert"
          mt="xs"
        >
          {mismatchText(found)}
          <Rebuild instrument={found.instrument} timeframe={found.timeframe} />
        </Alert>
      ))}
    </div>
  );
}

/** Computes the columns of a series again; a verification follows by itself. */
function Rebuild({ instrument, timeframe }: SeriesKey) {
  const client = useQueryClient();
  const rebuild = useMutation({
    mutationFn: () =>
      send<FeatureBuild>("POST", "/feature-builds", { instrument, timeframe, rebuild: true }),
    onSettled: () => client.invalidateQueries({ queryKey: ["features", "builds"] }),
  });
  return (
    <Group mt="xs" gap="xs">
      <Button
        size="xs"
        variant="default"
        loading={rebuild.isPending}
        disabled={rebuild.isSuccess}
        onClick={() => rebuild.mutate()}
      >
        Rebuild {instrument} {timeframe}
      </Button>
      <Text size="sm" role="status">
        {rebuild.error
          ? asProblem(rebuild.error).message
          : rebuild.isSuccess
            ? "Being computed again; a verification follows."
            : ""}
      </Text>
    </Group>
  );
}

function Export({ run }: { run: FeatureExport }) {
  if (!isFinished(run.status)) {
    return (
      <RunningJob
        isBare
        run={run}
        path={`/feature-exports/${run.id}`}
        queryKey={["feature-exports"]}
        label="Export"
      />
    );
  }
  return (
    <Group gap="xs">
      <StatusBadge status={run.status} />
      <Text size="sm" style={{ flex: "1 1 200px" }}>
        {run.instrument} {run.timeframe} as {run.format}, {utcDateTime(run.createdAt)} UTC
        {run.labels.length > 0 ? `, with ${run.labels.join(", ")}` : ""}
        {run.status !== "DONE" && run.message ? `: ${run.message}` : ""}
      </Text>
      {run.status === "DONE" && (
        <Button
          component="a"
          size="xs"
          variant="default"
          href={apiUrl(`/feature-exports/${run.id}/file`)}
          download
          leftSection={<Icon name="download" size={14} />}
        >
          Download{run.bytes === null ? "" : ` (${bytes(run.bytes)})`}
        </Button>
      )}
    </Group>
  );
}
