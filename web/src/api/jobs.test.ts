import { describe, expect, it } from "vitest";
import {
  EMPTY_BOARD,
  activeJobs,
  applyMessage,
  backoffMillis,
  changedJobs,
  parseMessage,
  type JobBoard,
} from "./jobs";
import type { Job } from "./types";

const job = (id: string, status: Job["status"], progress = 0): Job => ({
  id,
  kind: "IMPORT",
  subjectId: `s${id}`,
  title: id,
  status,
  progress,
  message: null,
  createdAt: `2024-01-0${id}T00:00:00Z`,
  startedAt: null,
  finishedAt: null,
});

function after(...messages: Parameters<typeof applyMessage>[1][]): JobBoard {
  return messages.reduce<JobBoard>((board, message) => {
    const next = applyMessage(board, message);
    if (next === "gap") {
      throw new Error("gap");
    }
    return next;
  }, EMPTY_BOARD);
}

describe("the job board", () => {
  const snapshot = {
    type: "snapshot" as const,
    seq: 4,
    jobs: [job("2", "RUNNING"), job("1", "DONE")],
  };

  it("starts from a snapshot and follows in sequence", () => {
    const board = after(
      snapshot,
      { type: "job", seq: 5, job: job("2", "DONE", 1) },
      { type: "ping" },
    );
    expect(board.seq).toBe(5);
    expect(activeJobs(board)).toEqual([]);
  });

  it("ignores what it has seen and reports a gap", () => {
    const board = after(snapshot);
    expect(applyMessage(board, { type: "job", seq: 4, job: job("3", "QUEUED") })).toBe(board);
    expect(applyMessage(board, { type: "job", seq: 6, job: job("3", "QUEUED") })).toBe("gap");
  });

  it("knows what changed", () => {
    const before = after(snapshot);
    const now = after(snapshot, { type: "job", seq: 5, job: job("2", "RUNNING", 0.5) });
    expect(changedJobs(before, now).map((each) => each.id)).toEqual(["2"]);
    expect(changedJobs(now, now)).toEqual([]);
  });
});

describe("the stream", () => {
  it("skips what it does not know", () => {
    expect(parseMessage("{")).toBeNull();
    expect(parseMessage(`{"type":"other"}`)).toBeNull();
    expect(parseMessage(`{"type":"ping"}`)).toEqual({ type: "ping" });
  });
  it("backs off to half a minute", () => {
    expect([0, 1, 2, 3, 4, 5, 9].map(backoffMillis)).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000,
    ]);
  });
});
