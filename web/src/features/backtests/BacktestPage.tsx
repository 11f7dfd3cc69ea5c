import { Alert, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { isFinished } from "../../api/jobs";
import { queries } from "../../api/queries";
import type { Backtest } from "../../api/types";
import { shortList } from "../../format/lists";
import { duration, utcDate, utcDateTime, withMoments } from "../../format/time";
import { RunningJob } from "../../live/RunningJob";
import { useLive } from "../../live/live";
import { EvidencePanel } from "../../simulation/EvidencePanel";
import { PageHeader } from "../../ui/PageHeader";
import { Loaded } from "../../ui/states";
import { PartBadge, StatusBadge } from "../../ui/status";
import { DownloadMenu } from "./DownloadMenu";
import { Basis, ResultView } from "./ResultView";
import { PartialResult } from "./PartialResult";
import { RobustnessView } from "./RobustnessView";
import { VerdictPanel } from "./VerdictPanel";
import { runName, strategyText } from "./names";
import { LinkButton } from "../../ui/LinkButton";

/** One run: progress while it runs, then its result. */
export function BacktestPage() {
  const { id } = useParams({ from: "/inside/backtests/$id" });
  const { link } = useLive();
  const query = useQuery({
    ...queries.backtest(id),
    refetchInterval: ({ state }) =>
      state.data && !isFinished(state.data.status) ? (link === "live" ? 4_000 : 1_000) : false,
  });
  return (
    <Loaded page="Backtest" query={query}>
      {(run) => (
        <>
          <PageHeader
            title={runName(run)}
            note={<Note run={run} />}
            actions={<Actions run={run} />}
          />
          <Stack>
            {run.evidence && <EvidencePanel evidence={run.evidence} />}
            <Outcome run={run} />
          </Stack>
        </>
      )}
    </Loaded>
  );
}

function Note({ run }: { run: Backtest }) {
  const parts = [
    strategyText(run),
    `${shortList(run.instruments)} ${run.timeframe}`,
    run.from && run.to ? `${utcDate(run.from)} to ${utcDate(run.to)}` : null,
    `started ${utcDateTime(run.createdAt)} UTC`,
    run.durationMillis !== null ? `took ${duration(run.durationMillis / 1000)}` : null,
  ];
  return <>{parts.filter(Boolean).join(" · ")}</>;
}

function Actions({ run }: { run: Backtest }) {
  return (
    <>
      <StatusBadge status={run.status} />
      {run.partial && <PartBadge />}
      {(run.status === "DONE" || run.partial) && <DownloadMenu id={run.id} />}
      {run.status === "DONE" && (
        <LinkButton to="/backtests/$id/replay" params={{ id: run.id }} variant="default">
          Replay
        </LinkButton>
      )}
      <LinkButton to="/backtests/new" search={{ from: run.id }} variant="default">
        Run again, changed
      </LinkButton>
    </>
  );
}

function Outcome({ run }: { run: Backtest }) {
  switch (run.status) {
    case "DONE":
      return (
        <Stack>
          <VerdictPanel run={run} />
          <Tabs defaultValue="result" keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="result">Result</Tabs.Tab>
              <Tabs.Tab value="robustness">Robustness</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="result">
              <ResultView run={run} />
            </Tabs.Panel>
            <Tabs.Panel value="robustness">
              <RobustnessView id={run.id} />
            </Tabs.Panel>
          </Tabs>
          <Basis run={run} />
        </Stack>
      );
    case "QUEUED":
    case "RUNNING":
      return (
        <RunningJob
          run={run}
          title="Simulating"
          label={`Backtest ${runName(run)}`}
          path={`/backtests/${run.id}`}
          queryKey={["backtests", run.id]}
        />
      );
    case "CANCELLED":
      return (
        <Stack>
          <Alert color="gray" title="Cancelled before it finished">
            {run.partial ? null : "It had not simulated a bar yet; nothing is kept of it."}
          </Alert>
          {run.partial && <PartialResult run={run} />}
        </Stack>
      );
    case "INTERRUPTED":
      return (
        <Alert color="orange" title="Interrupted" role="alert">
          {run.error ?? "Tradewind stopped while this ran. Run it again."}
        </Alert>
      );
    default:
      return (
        <Stack>
          <Alert color="orange" title="The run failed" role="alert" className="breakable">
            {withMoments(run.error ?? "The server gave no reason.")}
          </Alert>
          {run.partial && <PartialResult run={run} />}
        </Stack>
      );
  }
}
