import type { ReactNode } from "react";

interface PanelProps {
  title?: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  label?: string;
  testId?: string;
}

/** A titled box of a page. */
export function Panel({ title, note, actions, children, label, testId }: PanelProps) {
  return (
    <section className="panel" aria-label={label ?? title} data-testid={testId}>
      {(title || actions) && (
        <div className="panel-head">
          <div>
            {title && <h2>{title}</h2>}
            {note && <p className="panel-note">{note}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
