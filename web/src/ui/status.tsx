import { Badge, Progress, Text } from "@mantine/core";
import { isFinished } from "../api/jobs";
import type { JobStatus } from "../api/types";
import { percent } from "../format/numbers";

const WORDS: Record<JobStatus, { text: string; color: string }> = {
  QUEUED: { text: "Waiting", color: "gray" },
  RUNNING: { text: "Running", color: "tide" },
  DONE: { text: "Done", color: "blue" },
  REFUSED: { text: "Refused", color: "orange" },
  CONFLICT: { text: "Conflict", color: "orange" },
  FAILED: { text: "Failed", color: "orange" },
  CANCELLED: { text: "Cancelled", color: "gray" },
  INTERRUPTED: { text: "Interrupted", color: "orange" },
};

/** The status of a job in a word. */
export function StatusBadge({ status }: { status: JobStatus }) {
  const { text, color } = WORDS[status] ?? { text: status, color: "gray" };
  return (
    <Badge color={color} variant="light" radius="sm" tt="none" fw={600} data-status={status}>
      {text}
    </Badge>
  );
}

/** Beside the status of a run that did not end and has kept what it did until then. */
export function PartBadge() {
  return (
    <Badge
      color="yellow"
      variant="outline"
      radius="sm"
      tt="none"
      fw={600}
      title="It did not end; its figures are those of the part that was simulated."
      data-testid="part"
    >
      part kept
    </Badge>
  );
}

interface JobProgressProps {
  status: JobStatus;
  progress: number;
  message?: string | null;
  label: string;
}

/** How far a job is, also for those who listen. */
export function JobProgress({ status, progress, message, label }: JobProgressProps) {
  const value = Math.round(Math.min(1, Math.max(0, progress)) * 100);
  const text = status === "QUEUED" ? "Waiting for its turn" : (message ?? "");
  return (
    <div>
      <Progress.Root size="md">
        <Progress.Section value={value} aria-label={label} animated={!isFinished(status)} />
      </Progress.Root>
      <Text size="sm" c="dimmed" mt={6} role="status" aria-live="polite" className="tw-numbers">
        {percent(value / 100, 0)}
        {text ? ` · ${text}` : ""}
      </Text>
    </div>
  );
}
