import { EMPTY_BOARD, applyMessage, backoffMillis, parseMessage, type JobBoard } from "./jobs";
import type { Job } from "./types";

/** How the page learns of progress. */
export type LinkState = "connecting" | "live" | "polling";

export interface StreamState {
  link: LinkState;
  board: JobBoard;
}

const POLL_MILLIS = 3_000;

/**
 * Job progress over the WebSocket; polls while there is no connection and goes on trying to
 * connect. One per page; start and stop may be called in turn.
 */
export class JobStream {
  private state: StreamState = { link: "connecting", board: EMPTY_BOARD };
  private readonly listeners = new Set<() => void>();
  private socket: WebSocket | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;
  private attempt = 0;
  private isRunning = false;

  constructor(
    private readonly url: string,
    private readonly fetchJobs: () => Promise<Job[]>,
  ) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = () => this.state;

  start() {
    if (!this.isRunning) {
      this.isRunning = true;
      this.connect();
    }
  }

  stop() {
    this.isRunning = false;
    clearTimeout(this.retry);
    this.stopPolling();
    this.socket?.close();
    this.socket = null;
  }

  private connect() {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = (event) => {
      if (socket === this.socket) {
        this.receive(String(event.data), socket);
      }
    };
    socket.onclose = () => {
      if (socket === this.socket) {
        this.lost();
      }
    };
  }

  private receive(text: string, socket: WebSocket) {
    const message = parseMessage(text);
    if (!message) {
      return;
    }
    const board = applyMessage(this.state.board, message);
    if (board === "gap") {
      socket.close();
      return;
    }
    this.attempt = 0;
    this.stopPolling();
    this.set({ link: "live", board });
  }

  private lost() {
    this.socket = null;
    if (!this.isRunning) {
      return;
    }
    this.startPolling();
    this.retry = setTimeout(() => this.connect(), backoffMillis(this.attempt));
    this.attempt += 1;
  }

  private startPolling() {
    if (this.poll === undefined) {
      const ask = () => {
        this.fetchJobs().then(
          (jobs) => {
            if (this.poll !== undefined) {
              const board = { seq: -1, jobs: new Map(jobs.map((job) => [job.id, job])) };
              this.set({ link: "polling", board });
            }
          },
          () => this.set({ ...this.state, link: "connecting" }),
        );
      };
      this.poll = setInterval(ask, POLL_MILLIS);
      ask();
    }
  }

  private stopPolling() {
    clearInterval(this.poll);
    this.poll = undefined;
  }

  private set(state: StreamState) {
    this.state = state;
    for (const listener of this.listeners) {
      listener();
    }
  }
}
