import { useMemo } from "react";
import { useFirst } from "./useFirst";
import { groupsOf, type AssumptionGroup, type AssumptionLike } from "./assumptions";

const SHOWN_ALIKE = 3;

/**
 * The assumption sheet: warnings first, then the conventions in the engine's order. Of what is said
 * of many instruments alike, the first few.
 */
export function Assumptions({ assumptions }: { assumptions: readonly AssumptionLike[] }) {
  const groups = useMemo(() => groupsOf(assumptions), [assumptions]);
  return (
    <ul className="tw-assumptions" data-testid="assumptions">
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
    </ul>
  );
}

function Group({ group }: { group: AssumptionGroup }) {
  const { shown, rest } = useFirst(group.items, SHOWN_ALIKE);
  return (
    <>
      {shown.map((assumption, i) => (
        <li key={`${assumption.key}-${i}`} data-warning={assumption.warning}>
          {assumption.warning && <strong aria-hidden="true">!</strong>}
          <div>
            {assumption.warning && <span className="tw-visually-hidden">Warning: </span>}
            {assumption.text}
            <code>{assumption.key}</code>
          </div>
        </li>
      ))}
      {rest && <li>{rest}</li>}
    </>
  );
}
