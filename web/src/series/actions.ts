import type { CorporateAction } from "../api/types";
import { plural } from "../format/numbers";

/** How many splits and dividends are stored. */
export function actionsText(actions: readonly CorporateAction[]): string {
  const splits = actions.filter(({ kind }) => kind === "split").length;
  const dividends = actions.length - splits;
  const parts = [
    splits > 0 ? plural(splits, "split") : "",
    dividends > 0 ? plural(dividends, "dividend") : "",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" and ") : "none stored";
}

/** What one does to whoever holds the instrument. */
export function actionText({ kind, value }: Pick<CorporateAction, "kind" | "value">): string {
  return kind === "split"
    ? `${value} for 1: as many shares, and prices divided by it`
    : `${value} a share, in the instrument's currency`;
}
