import type { Page } from "../api/types";

/** Cursors of the pages walked through; the last one is shown, `null` is the first page. */
export type CursorTrail = readonly (string | null)[];

export const FIRST_PAGE: CursorTrail = [null];

export function currentCursor(trail: CursorTrail): string | undefined {
  return trail[trail.length - 1] ?? undefined;
}

export function forward(trail: CursorTrail, next: string): CursorTrail {
  return [...trail, next];
}

export function backward(trail: CursorTrail): CursorTrail {
  return trail.length > 1 ? trail.slice(0, -1) : trail;
}

/** `1–20 of 57`; empty where there is nothing. */
export function pageText(trail: CursorTrail, size: number, shown: number, total: number): string {
  if (total === 0 || shown === 0) {
    return "";
  }
  const start = (trail.length - 1) * size + 1;
  return `${start.toLocaleString("en")}–${(start + shown - 1).toLocaleString("en")} of ${total.toLocaleString("en")}`;
}

/** A page of a list that is here as a whole, cut as the server cuts its own. */
export function pageOf<T>(list: readonly T[], trail: CursorTrail, size: number): Page<T> {
  const start = Number(currentCursor(trail) ?? 0);
  const end = start + size;
  return {
    items: list.slice(start, end),
    nextCursor: end < list.length ? String(end) : null,
    total: list.length,
  };
}
