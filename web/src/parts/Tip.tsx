import { useId, type ReactNode } from "react";

interface TipProps {
  children: ReactNode;
  text: string;
  side?: "left" | "right";
}

/** A term whose explanation appears on hover and on keyboard focus. */
export function Tip({ children, text, side = "left" }: TipProps) {
  const id = useId();
  return (
    <span
      className="tw-tip"
      tabIndex={0}
      aria-describedby={id}
      data-side={side}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.currentTarget.blur();
        }
      }}
    >
      {children}
      <span role="tooltip" id={id} className="tw-tip-body">
        {text}
      </span>
    </span>
  );
}
