import { Alert, Button, Group } from "@mantine/core";
import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { send } from "../api/http";
import { asProblem } from "../api/problem";
import type { JobStatus } from "../api/types";
import { Panel } from "../ui/Panel";
import { JobProgress } from "../ui/status";
import { useLive } from "./live";

interface LongWork {
  id: string;
  status: JobStatus;
  progress: number;
  message?: string | null;
}

interface RunningJobProps {
  run: LongWork;
  /** What is under way, for those who listen. */
  label: string;
  /** The resource that can be cancelled. */
  path: string;
  /** What is asked for again after that. */
  queryKey: QueryKey;
  title?: string;
  note?: ReactNode;
  testId?: string;
  /** Without a box of its own. */
  isBare?: boolean;
}

/** Long work under way, as the stream tells it or else the last answer, with a way to stop it. */
export function RunningJob(props: RunningJobProps) {
  const { run, label, isBare } = props;
  const client = useQueryClient();
  const { board } = useLive();
  const job = [...board.jobs.values()].find((each) => each.subjectId === run.id);
  const cancel = useMutation({
    mutationFn: () => send<unknown>("POST", `${props.path}/cancel`),
    onSettled: () => client.invalidateQueries({ queryKey: props.queryKey }),
  });
  const button = (
    <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      Cancel
    </Button>
  );
  const body = (
    <>
      <JobProgress
        status={job?.status ?? run.status}
        progress={Math.max(job?.progress ?? 0, run.progress)}
        message={job?.message ?? run.message ?? null}
        label={label}
      />
      {cancel.error && (
        <Alert color="orange" mt="sm" role="alert">
          {asProblem(cancel.error).message}
        </Alert>
      )}
    </>
  );
  return isBare ? (
    <div data-testid={props.testId}>
      <Group justify="space-between" mb={4}>
        <span>{props.title ?? label}</span>
        {button}
      </Group>
      {body}
    </div>
  ) : (
    <Panel
      title={props.title ?? label}
      note={props.note}
      actions={button}
      {...(props.testId ? { testId: props.testId } : {})}
    >
      {body}
    </Panel>
  );
}
