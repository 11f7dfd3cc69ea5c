import type { BacktestFilter } from "../../api/queries";
import type { SortState } from "../../ui/DataTable";

/** What the list's address holds. */
export interface ListSearch {
  q?: string;
  strategy?: string;
  instrument?: string;
  status?: string;
  sort?: string;
  order?: "asc" | "desc";
}

const SORTS = ["createdAt", "totalReturn", "sharpe", "maxDrawdown", "roundTrips"];

/** Reads the address; what is not understood is left out. */
export function parseListSearch(search: Record<string, unknown>): ListSearch {
  const result: ListSearch = {};
  for (const key of ["q", "strategy", "instrument", "status"] as const) {
    const value = search[key];
    if ((typeof value === "string" || typeof value === "number") && String(value) !== "") {
      result[key] = String(value).slice(0, 100);
    }
  }
  if (typeof search.sort === "string" && SORTS.includes(search.sort)) {
    result.sort = search.sort;
    result.order = search.order === "asc" ? "asc" : "desc";
  }
  return result;
}

/** The order that is shown: the newest first unless another was chosen. */
export function sortOf(search: ListSearch): SortState {
  return { id: search.sort ?? "createdAt", desc: search.order !== "asc" };
}

/** What to ask the server for. */
export function filterOf(search: ListSearch, limit: number, cursor?: string): BacktestFilter {
  const sort = sortOf(search);
  const { q, strategy, instrument, status } = search;
  return {
    limit,
    sort: sort.id,
    order: sort.desc ? "desc" : "asc",
    ...(cursor ? { cursor } : {}),
    ...(q ? { q } : {}),
    ...(strategy ? { strategy } : {}),
    ...(instrument ? { instrument } : {}),
    ...(status ? { status } : {}),
  };
}

export const MAX_COMPARED = 8;

/** Ids chosen for a comparison after a click on one of them; at most four. */
export function toggleChosen(chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) {
    return chosen.filter((each) => each !== id);
  }
  return chosen.length < MAX_COMPARED ? [...chosen, id] : chosen;
}
