import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { changedJobs, isFinished } from "../api/jobs";
import { queries } from "../api/queries";
import { JobStream, type StreamState } from "../api/stream";
import type { Job } from "../api/types";

const LiveContext = createContext<StreamState | null>(null);

/** The list that a kind of job changes. */
const lists: Record<Job["kind"], string> = {
  IMPORT: "imports",
  BACKTEST: "backtests",
  ANALYSIS: "analyses",
  FEATURE_BUILD: "features",
  FEATURE_VERIFICATION: "feature-verifications",
  FEATURE_EXPORT: "feature-exports",
  SIGNAL_GENERATION: "signal-generations",
  STUDY: "studies",
};

function streamUrl(): string {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${window.location.host}/api/v1/stream`;
}

/** Follows jobs while somebody is logged in, and refreshes what they change. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [stream] = useState(
    () =>
      new JobStream(streamUrl(), () =>
        client.fetchQuery({ ...queries.jobs(), staleTime: 0, retry: false }),
      ),
  );
  const state = useSyncExternalStore(stream.subscribe, stream.getState);
  const before = useRef(state.board);

  useEffect(() => {
    stream.start();
    return () => stream.stop();
  }, [stream]);

  useEffect(() => {
    const changed = changedJobs(before.current, state.board);
    before.current = state.board;
    for (const job of changed) {
      const list = lists[job.kind];
      void client.invalidateQueries({ queryKey: [list, job.subjectId], exact: true });
      if (isFinished(job.status)) {
        void client.invalidateQueries({ queryKey: [list] });
        void client.invalidateQueries({ queryKey: ["series"] });
      }
    }
  }, [client, state.board]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

/** Jobs and how the page learns of them. */
export function useLive(): StreamState {
  const state = useContext(LiveContext);
  if (!state) {
    throw new Error("useLive needs a LiveProvider");
  }
  return state;
}
