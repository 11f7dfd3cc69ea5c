import { Alert, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { apiUrl, send } from "../../api/http";
import { isFinished } from "../../api/jobs";
import { shortList } from "../../format/lists";
import { count, decimal, percent } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { ErrorState, Loaded } from "../../ui/states";
import { JobProgress, StatusBadge } from "../../ui/status";
import { ApplyButton } from "./Apply";
import { WorthPanel } from "./WorthPanel";
import { ExplanationPanels } from "./ExplanationPanels";
import { StudyCharts } from "./StudyCharts";
import { ValidationPanel } from "./ValidationPanel";
import { WalkPanels } from "./WalkPanels";
import { TrialTable } from "./TrialTable";
import { studyQueries, type StudyDetail, type StudySummary } from "./queries";
import { measure, objectiveName, parametersText, timeLeft } from "./words";

/** One study: progress and the best so far while it runs, then what it is worth. */
export function StudyPage() {
  const { id } = useParams({ from: "/inside/studies/$id" });
  const query = useQuery({
    ...studyQueries.study(id),
    refetchInterval: ({ state }) =>
      state.data && !isFinished(state.data.study.status) ? 1_000 : false,
  });
  return (
    <Loaded page="Study" query={query}>
      {(detail) => (
        <>
          <PageHeader
            title={detail.study.name}
            note={<Note detail={detail} />}
            actions={<Actions detail={detail} />}
          />
          <Stack gap="md">
            <State detail={detail} />
            {detail.summary && <Outcome detail={detail} summary={detail.summary} />}
            {detail.summary?.crossValidation && (
              <ValidationPanel validation={detail.summary.crossValidation} />
            )}
            {detail.walk && <WalkPanels walk={detail.walk} />}
            {detail.study.kind === "SEARCH" && detail.study.trials > 0 && (
              <>
                <StudyCharts key={detail.study.status} detail={detail} />
                {detail.summary && (
                  <ExplanationPanels detail={detail} explanation={detail.summary.explanation} />
                )}
                <TrialTable detail={detail} />
              </>
            )}
          </Stack>
        </>
      )}
    </Loaded>
  );
}

function Note({ detail: { study, request } }: { detail: StudyDetail }) {
  return (
    <>
      {[
        study.strategy,
        `${shortList(study.instruments)} ${study.timeframe}`,
        study.kind === "WALK_FORWARD" ? `walk-forward with ${study.sampler}` : study.sampler,
        (request.space ?? []).join(", "),
        `started ${utcDateTime(study.createdAt)} UTC`,
      ].join(" · ")}
    </>
  );
}

function Actions({ detail: { study } }: { detail: StudyDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: ["studies"] });
  const resume = useMutation({
    mutationFn: () => send<null>("POST", `/studies/${study.id}/resume`),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => send<null>("DELETE", `/studies/${study.id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["studies", "list"] });
      await navigate({ to: "/studies" });
    },
  });
  const finished = isFinished(study.status);
  return (
    <>
      <StatusBadge status={study.status} />
      {finished && study.status !== "DONE" && (
        <Button loading={resume.isPending} onClick={() => resume.mutate()}>
          Resume
        </Button>
      )}
      {study.trials > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<Icon name="download" size={18} />}>
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {["csv", "parquet"].map((format) => (
              <Menu.Item
                key={format}
                component="a"
                href={apiUrl(`/studies/${study.id}/export`, { format })}
                download
              >
                Trials as {format === "csv" ? "CSV" : "Parquet"}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {finished && (
        <Button variant="default" onClick={() => setAsks(true)}>
          Delete
        </Button>
      )}
      {resume.error && <ErrorState error={resume.error} />}
      <Confirm
        opened={asks}
        title="Delete this study?"
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsks(false)}
      >
        {count(study.trials)} trials are lost. The ledger keeps counting them.
      </Confirm>
    </>
  );
}

function State({ detail: { study } }: { detail: StudyDetail }) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => send<null>("POST", `/studies/${study.id}/stop`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["studies", study.id] }),
  });
  if (!isFinished(study.status)) {
    return (
      <Panel
        title="Searching"
        actions={
          <Button
            variant="default"
            size="xs"
            loading={stop.isPending}
            onClick={() => stop.mutate()}
          >
            Stop
          </Button>
        }
      >
        <JobProgress
          status={study.status}
          progress={study.progress}
          message={[
            `${count(study.trials)} of at most ${count(study.planned)} trials`,
            study.trialsPerSecond === null
              ? ""
              : `${decimal(study.trialsPerSecond, study.trialsPerSecond < 10 ? 1 : 0)} a second`,
            timeLeft(study.secondsLeft),
          ]
            .filter(Boolean)
            .join(" · ")}
          label={`Study ${study.name}`}
        />
        <Best detail={study} />
      </Panel>
    );
  }
  switch (study.status) {
    case "DONE":
      return null;
    case "CANCELLED":
      return (
        <Alert color="gray" title="Stopped">
          {count(study.trials)} trials are kept. Resume it to go on where it was.
        </Alert>
      );
    default:
      return (
        <Alert color="orange" title="The study ended early" role="alert" className="breakable">
          {study.error ?? "The server gave no reason."}
        </Alert>
      );
  }
}

function Best({ detail }: { detail: StudyDetail["study"] }) {
  return detail.bestObjectives ? (
    <Text size="sm" mt="sm" data-testid="best-so-far">
      Best so far:{" "}
      {detail.objectives
        .map((name, i) => `${objectiveName(name)} ${measure(name, detail.bestObjectives?.[i])}`)
        .join(", ")}{" "}
      with {parametersText(detail.bestParameters)}
    </Text>
  ) : null;
}

function Outcome({ detail, summary }: { detail: StudyDetail; summary: StudySummary }) {
  const { best, verdict, ledger, recommended } = summary;
  const figures = [
    {
      label: "Sharpe ratio",
      value: decimal(best.statistics.sharpe, 2),
      note: "Of a year, of the best trial.",
    },
    {
      label: "Expected by luck",
      value: decimal(verdict.expectedBestSharpe, 2),
      note: "What the best of so many trials without skill shows.",
    },
    {
      label: "Deflated Sharpe ratio",
      value: decimal(best.deflatedSharpe, 2),
      note: "Probability that it is truly above that.",
    },
    {
      label: "By chance",
      value: percent(verdict.chance, 1),
      note: "How often chance alone does as well.",
    },
    {
      label: "Overfitting (PBO)",
      value: percent(best.pbo, 0),
      note: "How often the best on one half is in the worse half on the other.",
    },
    {
      label: "Haircut Sharpe",
      value: decimal(best.haircutSharpe, 2),
      note: "What is left after all tests.",
    },
    {
      label: "Trials charged",
      value: count(ledger.trials),
      note:
        ledger.studies > 1
          ? `In ${ledger.studies} studies of this strategy on these prices.`
          : "All that was tried on these prices with this strategy.",
    },
  ];
  return (
    <>
      <WorthPanel verdict={verdict} figures={figures} />
      <Panel title="Recommended" testId="recommended">
        <Text size="sm">{recommended.why}</Text>
        <Text size="xs" c="dimmed" mt={4}>
          {summary.evaluated}
        </Text>
        {recommended.parameters && recommended.trial !== null && (
          <Group mt="sm" justify="space-between">
            <Text fw={600} className="tw-numbers">
              {parametersText(recommended.parameters)}
            </Text>
            <ApplyButton
              study={detail.id}
              trial={recommended.trial}
              strategy={detail.request.strategy}
              parameters={recommended.parameters}
            />
          </Group>
        )}
      </Panel>
    </>
  );
}
