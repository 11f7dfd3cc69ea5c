import { useState } from "react";
import { count } from "../format/numbers";

/** The first of many things, and a button that shows the rest; no button where there is no rest. */
export function useFirst<T>(all: readonly T[], most: number) {
  const [isAll, setAll] = useState(false);
  const isShort = isAll || all.length <= most;
  return {
    shown: isShort ? all : all.slice(0, most),
    rest: isShort ? null : (
      <button type="button" className="tw-rest" onClick={() => setAll(true)}>
        Show all {count(all.length)}
      </button>
    ),
  };
}
