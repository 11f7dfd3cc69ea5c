export interface AssumptionLike {
  key: string;
  text: string;
  warning: boolean;
}

/** The assumption sheet: warnings first, then the conventions in the engine's order. */
export function Assumptions({ assumptions }: { assumptions: readonly AssumptionLike[] }) {
  const sorted = [...assumptions].sort((a, b) => Number(b.warning) - Number(a.warning));
  return (
    <ul className="tw-assumptions" data-testid="assumptions">
      {sorted.map((assumption, i) => (
        <li key={`${assumption.key}-${i}`} data-warning={assumption.warning}>
          {assumption.warning && <strong aria-hidden="true">!</strong>}
          <div>
            {assumption.warning && <span className="tw-visually-hidden">Warning: </span>}
            {assumption.text}
            <code>{assumption.key}</code>
          </div>
        </li>
      ))}
    </ul>
  );
}
