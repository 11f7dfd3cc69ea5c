import { ApiProblem, problemFrom } from "./problem";

const BASE = "/api/v1";

type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;

let csrfToken: string | null = null;
let onExpired: () => void = () => undefined;

/** The token that every changing request carries; comes with the session. */
export function setCsrfToken(token: string | null) {
  csrfToken = token;
}

/** What happens when a session ends while the page is open. */
export function setExpiryHandler(handler: () => void) {
  onExpired = handler;
}

/** The address of an API resource; absent values are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return `${BASE}${path}${text ? `?${text}` : ""}`;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request<T>(apiUrl(path, query), signal ? { signal } : {});
}

/** Asks with a body; changes nothing on the server. */
export async function ask<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return send<T>("POST", path, body, undefined, signal);
}

/**
 * Asks for what takes long. When nobody waits for it any more, because the next question came or the
 * page went away, the server is told at `${path}/${client}` to give up.
 */
export async function askWhileWanted<T>(
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<T> {
  const client = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const giveUp = () => {
    const headers: Record<string, string> = csrfToken ? { "X-CSRF-Token": csrfToken } : {};
    void fetch(apiUrl(`${path}/${client}`), {
      method: "DELETE",
      headers,
      credentials: "same-origin",
      keepalive: true,
    }).catch(() => undefined);
  };
  signal.addEventListener("abort", giveUp);
  globalThis.addEventListener("pagehide", giveUp);
  try {
    return await ask<T>(path, { ...body, client }, signal);
  } finally {
    signal.removeEventListener("abort", giveUp);
    globalThis.removeEventListener("pagehide", giveUp);
  }
}

export async function send<T>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  query?: Query,
  signal?: AbortSignal,
): Promise<T> {
  const headers: Record<string, string> = {};
  if (csrfToken) {
    headers["X-CSRF-Token"] = csrfToken;
  }
  const init: RequestInit = { method, headers, ...(signal ? { signal } : {}) };
  if (body instanceof FormData) {
    init.body = body;
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  return request<T>(apiUrl(path, query), init);
}

async function request<T>(url: string, init: RequestInit): Promise<T> {
  const headers = { Accept: "application/json, application/problem+json", ...init.headers };
  const response = await fetch(url, { ...init, headers, credentials: "same-origin" }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === "AbortError") {
        throw error;
      }
      throw new ApiProblem(0, "The server does not answer. Is Tradewind still running?");
    },
  );
  const text = await response.text();
  const body = parse(text);
  if (response.ok) {
    return body as T;
  }
  if (response.status === 401 && !isAboutLogin(url)) {
    onExpired();
  }
  throw problemFrom(response.status, body);
}

/** Where 401 is an answer rather than the end of a session. */
function isAboutLogin(url: string): boolean {
  return url === `${BASE}/session` || url === `${BASE}/setup`;
}

function parse(text: string): unknown {
  if (!text) {
    return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
