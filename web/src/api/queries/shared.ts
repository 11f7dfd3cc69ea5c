import { ApiProblem } from "../problem";
import type { Page } from "../types";

/** Lists may come bare or in a page. */
export function itemsOf<T>(list: T[] | Page<T>): T[] {
  return Array.isArray(list) ? list : list.items;
}

/** What is not there is an answer, not a failure. */
export function nullIfAbsent(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) {
    return null;
  }
  throw error;
}
