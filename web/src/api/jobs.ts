import type { BacktestSummary, Job, JobStatus } from "./types";

/** What the stream sends. */
export type StreamMessage =
  | { type: "snapshot"; seq: number; jobs: Job[] }
  | { type: "job"; seq: number; job: Job }
  | { type: "signals"; seq: number }
  | { type: "ping" };

/** Jobs as far as they are known, with the number of the last message that changed them. */
export interface JobBoard {
  seq: number;
  jobs: ReadonlyMap<string, Job>;
}

export const EMPTY_BOARD: JobBoard = { seq: -1, jobs: new Map() };

/** The board after a message; `gap` where a message was lost and a new snapshot is needed. */
export function applyMessage(board: JobBoard, message: StreamMessage): JobBoard | "gap" {
  switch (message.type) {
    case "snapshot":
      return { seq: message.seq, jobs: new Map(message.jobs.map((job) => [job.id, job])) };
    case "job": {
      if (message.seq <= board.seq) {
        return board;
      }
      if (message.seq !== board.seq + 1) {
        return "gap";
      }
      const jobs = new Map(board.jobs).set(message.job.id, message.job);
      return { seq: message.seq, jobs };
    }
    case "signals":
      return message.seq <= board.seq
        ? board
        : message.seq === board.seq + 1
          ? { ...board, seq: message.seq }
          : "gap";
    case "ping":
      return board;
  }
}

/** A message from the stream's text; `null` if it is none that is known. */
export function parseMessage(text: string): StreamMessage | null {
  try {
    const message = JSON.parse(text) as { type?: unknown };
    const isKnown =
      message.type === "snapshot" ||
      message.type === "job" ||
      message.type === "signals" ||
      message.type === "ping";
    return isKnown ? (message as StreamMessage) : null;
  } catch {
    return null;
  }
}

/** Whether nothing more will happen to it. */
export function isFinished(status: JobStatus): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}

/** Jobs under way, oldest first. */
export function activeJobs(board: JobBoard): Job[] {
  return [...board.jobs.values()]
    .filter((job) => !isFinished(job.status))
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Jobs that have changed between two boards, in any way that a page may show. */
export function changedJobs(before: JobBoard, after: JobBoard): Job[] {
  return [...after.jobs.values()].filter((job) => {
    const old = before.jobs.get(job.id);
    return !old || old.status !== job.status || old.progress !== job.progress;
  });
}

/** How long to wait before attempt `n` (from 0) to connect again, in milliseconds. */
export function backoffMillis(attempt: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 5));
}

/** Whether a run that did not end has kept what it did until then; lists know it by its figures. */
export function keepsPart({
  status,
  totalReturn,
}: Pick<BacktestSummary, "status" | "totalReturn">): boolean {
  return (status === "FAILED" || status === "CANCELLED") && totalReturn !== null;
}
