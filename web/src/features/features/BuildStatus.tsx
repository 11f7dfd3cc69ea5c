import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { isFinished } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { FeatureBuild } from "../../api/types";
import { count, plural } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { RunningJob } from "../../live/RunningJob";
import { useLive } from "../../live/live";
import { StatusBadge } from "../../ui/status";

/** The newest build: its progress while it runs, then what it did. Nothing where none was made. */
export function BuildStatus({ feature }: { feature?: string }) {
  const { link } = useLive();
  const builds = useQuery({
    ...queries.featureBuilds(),
    refetchInterval: ({ state }) =>
      state.data?.items.some((build) => !isFinished(build.status))
        ? link === "live"
          ? 4_000
          : 1_500
        : false,
  });
  const running = builds.data?.items.find((build) => build.status === "RUNNING");
  const build = running ?? builds.data?.items[0];
  if (!build) {
    return null;
  }
  return (
    <div style={{ marginBottom: 16 }}>
      {isFinished(build.status) ? (
        <Ended build={build} feature={feature} />
      ) : (
        <RunningJob
          run={build}
          title="Building"
          note={`${scopeText(build)}, ${CAUSES[build.cause]}`}
          label="Build of features"
          testId="build"
          path={`/feature-builds/${build.id}`}
          queryKey={["features", "builds"]}
        />
      )}
    </div>
  );
}

const CAUSES: Record<FeatureBuild["cause"], string> = {
  REQUEST: "asked for",
  IMPORT: "after an import",
  DEFINITION: "after a change of a feature",
};

function scopeText({ instrument, timeframe }: FeatureBuild): string {
  return [instrument ?? "all series", timeframe].filter(Boolean).join(" ");
}

function Ended({ build, feature }: { build: FeatureBuild; feature: string | undefined }) {
  const id = useId();
  const { result } = build;
  const skipped = (result?.skipped ?? []).filter((each) => !feature || each.feature === feature);
  return (
    <Stack gap={4} data-testid="build" data-status={build.status} aria-labelledby={id}>
      <Group gap="xs">
        <StatusBadge status={build.status} />
        <Text id={id} size="sm" c="dimmed" role="status">
          Newest build {utcDateTime(build.finishedAt ?? build.createdAt)} UTC, {scopeText(build)},{" "}
          {CAUSES[build.cause]}
          {result
            ? `: ${plural(result.columns, "column")} brought up to date, ${count(result.bars)} values computed` +
              (result.revised > 0 ? `, ${count(result.revised)} of them revised` : "") +
              (result.skippedCount > 0 ? `, ${count(result.skippedCount)} skipped` : "")
            : build.message
              ? `: ${build.message}`
              : ""}
        </Text>
      </Group>
      {skipped.length > 0 && (
        <details>
          <summary style={{ fontSize: 14 }}>What was skipped, and why</summary>
          <ul style={{ margin: "4px 0", fontSize: 13 }}>
            {skipped.slice(0, 20).map((each) => (
              <li key={`${each.instrument} ${each.timeframe} ${each.feature}`}>
                {[each.feature, each.instrument, each.timeframe].filter(Boolean).join(" ")}:{" "}
                {each.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}
