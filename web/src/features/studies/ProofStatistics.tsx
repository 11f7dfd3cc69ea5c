import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { fromRegistry } from "../../format/statistics";
import { StatisticGroups } from "../../parts/Statistics";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";

/** All measures of the stitched proofs, each with its formula. */
export function ProofStatistics({ values }: { values: Readonly<Record<string, number | null>> }) {
  const registry = useQuery(queries.statistics());
  return (
    <Panel
      title="Statistics of the proofs"
      note="Of all bars out of sample together. Point at a name for its formula, its period and its source."
      testId="proof-statistics"
    >
      <Loaded query={registry}>
        {(known) => <StatisticGroups statistics={fromRegistry(values, known)} currency="" />}
      </Loaded>
    </Panel>
  );
}
