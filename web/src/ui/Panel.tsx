import { useMediaQuery } from "@mantine/hooks";
import { useId, useState, type ReactNode } from "react";

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

interface FoldingPanelProps extends PanelProps {
  title: string;
  /** Whether it is open on a narrow screen until somebody folds it. */
  startsOpen?: boolean;
}

/** A box of a long page: on a narrow screen only its head, until it is opened. */
export function FoldingPanel(props: FoldingPanelProps) {
  const { title, note, actions, children, testId, startsOpen = false } = props;
  const isNarrow = useMediaQuery("(max-width: 700px)", false, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(startsOpen);
  const body = useId();
  if (!isNarrow) {
    return <Panel {...props} />;
  }
  return (
    <section className="panel" aria-label={title} data-testid={testId}>
      <div className="panel-head" data-folded={!isOpen}>
        <div>
          <h2>
            <button
              type="button"
              className="panel-fold"
              aria-expanded={isOpen}
              aria-controls={body}
              onClick={() => setOpen(!isOpen)}
            >
              <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {title}
            </button>
          </h2>
          {note && <div className="panel-note">{note}</div>}
        </div>
        {actions}
      </div>
      <div id={body}>{isOpen && children}</div>
    </section>
  );
}
