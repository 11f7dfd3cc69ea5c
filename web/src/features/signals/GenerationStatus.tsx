import { Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFinished } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { SignalGeneration } from "../../api/types";
import { count, plural } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { RunningJob } from "../../live/RunningJob";
import { useLive } from "../../live/live";
import { StatusBadge } from "../../ui/status";

const CAUSES: Record<SignalGeneration["cause"], string> = {
  REQUEST: "asked for",
  BARS: "after new or corrected bars",
  DEFINITION: "after a change of a definition",
};

/** The newest generation: its progress while it runs, then what it did. Nothing where none was. */
export function GenerationStatus() {
  const client = useQueryClient();
  const { link } = useLive();
  const generations = useQuery({
    ...queries.signalGenerations(),
    refetchInterval: ({ state }) =>
      state.data?.items.some((each) => !isFinished(each.status))
        ? link === "live"
          ? 4_000
          : 1_500
        : false,
  });
  const running = generations.data?.items.find((each) => each.status === "RUNNING");
  const shown = running ?? generations.data?.items[0];
  const ended = shown && isFinished(shown.status) ? shown.id : null;
  useEffect(() => {
    if (ended) {
      void client.invalidateQueries({ queryKey: ["signals"] });
      void client.invalidateQueries({ queryKey: ["signal-definitions"] });
    }
  }, [client, ended]);
  if (!shown) {
    return null;
  }
  return (
    <div style={{ marginBottom: 16 }}>
      {isFinished(shown.status) ? (
        <Ended generation={shown} />
      ) : (
        <RunningJob
          run={shown}
          title="Generating"
          note={`${scopeText(shown)}, ${CAUSES[shown.cause]}`}
          label="Generation of signals"
          testId="generation"
          path={`/signal-generations/${shown.id}`}
          queryKey={["signal-generations"]}
        />
      )}
    </div>
  );
}

function scopeText({ definition, instrument, timeframe }: SignalGeneration): string {
  return [definition ?? "all signals", instrument, timeframe].filter(Boolean).join(" ");
}

function Ended({ generation }: { generation: SignalGeneration }) {
  const { result } = generation;
  return (
    <Stack gap={4} data-testid="generation" data-status={generation.status}>
      <Group gap="xs">
        <StatusBadge status={generation.status} />
        <Text size="sm" c="dimmed" role="status">
          Newest generation {utcDateTime(generation.finishedAt ?? generation.createdAt)} UTC,{" "}
          {scopeText(generation)}, {CAUSES[generation.cause]}
          {result
            ? `: ${count(result.added)} new, ${count(result.removed)} gone on ${plural(result.series, "series", "series")}`
            : generation.message
              ? `: ${generation.message}`
              : ""}
        </Text>
      </Group>
      {result && result.skipped.length > 0 && (
        <details>
          <summary style={{ fontSize: 14 }}>What was skipped, and why</summary>
          <ul style={{ margin: "4px 0", fontSize: 13 }}>
            {result.skipped.slice(0, 20).map((each) => (
              <li key={`${each.definition} ${each.instrument ?? ""}`}>
                {[each.definition, each.instrument].filter(Boolean).join(" on ")}: {each.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  );
}
