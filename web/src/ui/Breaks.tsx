import { Fragment } from "react";
import { partsOf } from "./nameParts";

/** A name that may be broken where its parts meet, and elsewhere only where it must. */
export function Breaks({ text }: { text: string }) {
  return (
    <span className="breakable">
      {partsOf(text).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
