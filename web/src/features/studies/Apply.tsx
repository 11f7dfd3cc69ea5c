import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { EvidenceFacts } from "../../simulation/EvidencePanel";
import { ErrorState, Loaded } from "../../ui/states";
import { studyQueries, trialPath, type AppliedRun, type AppliedVersion } from "./queries";
import { parametersText } from "./words";

/** Starts a full simulation of a trial, with its evidence attached, and goes to its page. */
export function useSimulation(study: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (trial: number) =>
      send<AppliedRun>("POST", `${trialPath(study, trial)}/backtest`, {}),
    onSuccess: ({ backtest }) => navigate({ to: "/backtests/$id", params: { id: backtest } }),
  });
}

interface TrialProps {
  study: string;
  trial: number;
}

/** Simulates a trial of a table in full. */
export function SimulateButton({ study, trial }: TrialProps) {
  const run = useSimulation(study);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Simulate trial ${trial}`}
        loading={run.isPending}
        onClick={() => run.mutate(trial)}
      >
        Simulate
      </Button>
      {run.error && <ErrorState error={run.error} />}
    </div>
  );
}

/** Takes parameters over, after their evidence was shown: into a run or a version of a strategy. */
export function ApplyButton({
  study,
  trial,
  strategy,
  parameters,
}: TrialProps & { strategy: string; parameters: Record<string, string> }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>Apply these parameters</Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Apply ${parametersText(parameters)}`}
        closeButtonProps={{ "aria-label": "Close" }}
        size="lg"
        centered
      >
        <ApplyForm study={study} trial={trial} strategy={strategy} />
      </Modal>
    </>
  );
}

function ApplyForm({ study, trial, strategy }: TrialProps & { strategy: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const evidence = useQuery(studyQueries.evidence(study, trial));
  const [name, setName] = useState("");
  const run = useSimulation(study);
  const save = useMutation({
    mutationFn: () =>
      send<AppliedVersion>("POST", `${trialPath(study, trial)}/strategy`, {
        name: name.trim() || null,
      }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ["strategies"] });
      await navigate({ to: "/strategies/$name", params: { name: saved.strategy } });
    },
  });
  const error = run.error ?? save.error;
  return (
    <Stack data-testid="apply">
      <Loaded query={evidence}>{(found) => <EvidenceFacts evidence={found} />}</Loaded>
      <Text size="sm" c="dimmed">
        This stays with what is made of them.
      </Text>
      <TextInput
        label="Name of the strategy"
        description={`For a version that is saved; empty for ${strategy} itself, where that is your own.`}
        maxLength={63}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {error ? (
        <Alert color="orange" role="alert" title="They were not applied">
          {asProblem(error).message}
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          Save as a version of a strategy
        </Button>
        <Button loading={run.isPending} onClick={() => run.mutate(trial)}>
          Run a backtest
        </Button>
      </Group>
    </Stack>
  );
}
