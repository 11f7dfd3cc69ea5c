import type { ReactNode } from "react";

interface PanelProps {
  title?: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  label?: string;
  testId?: string;
  /** A place that links lead to. */
  id?: string;
}

/** A titled box of a page. */
export function Panel({ title, note, actions, children, label, testId, id }: PanelProps) {
  return (
    <section id={id} className="panel" aria-label={label ?? title} data-testid={testId}>
      {(title || actions) && (
        <div className="panel-head">
          <div>
            {title && <h2>{title}</h2>}
            {note && <div className="panel-note">{note}</div>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
