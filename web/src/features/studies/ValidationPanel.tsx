import { Text } from "@mantine/core";
import { useMemo } from "react";
import { EChart } from "../../charts/EChart";
import { distributionOption } from "../../charts/heat";
import { decimal, percent } from "../../format/numbers";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { usePalette } from "../../ui/useScheme";
import type { Validation, ValidationSplit } from "./queries";
import { parametersText } from "./words";
import { histogramOf } from "./validation";

/** Combinatorial purged cross-validation: many paths through the data instead of one. */
export function ValidationPanel({ validation }: { validation: Validation }) {
  const palette = usePalette();
  const ratios = useMemo(
    () => validation.paths.flatMap(({ sharpe }) => (sharpe === null ? [] : [sharpe])),
    [validation.paths],
  );
  const option = useMemo(
    () => distributionOption(histogramOf(ratios), palette, "Paths"),
    [ratios, palette],
  );
  return (
    <Panel
      title="Cross-validation"
      note={`Sets chosen on some groups of days and tested on the others, in every combination; ${validation.sets} sets on ${validation.days} days. Ratios are of a year.`}
      testId="cross-validation"
    >
      {validation.sentences.map((sentence, i) => (
        <Text key={sentence} size="sm" fw={i === 0 ? 600 : 400} mb={4}>
          {sentence}
        </Text>
      ))}
      <dl className="fact-list" style={{ margin: "12px 0" }}>
        <dt>Where it was chosen</dt>
        <dd>mean Sharpe ratio {decimal(validation.inSample, 2)}</dd>
        <dt>On the paths out of sample</dt>
        <dd>
          {decimal(validation.mean, 2)} ± {decimal(validation.deviation, 2)}
        </dd>
        <dt>Paths that lost</dt>
        <dd>{percent(validation.lossShare, 0)}</dd>
        <dt>Chosen sets in the worse half of a test</dt>
        <dd>{percent(validation.worseHalf, 0)}; 50 % is pure chance</dd>
      </dl>
      {ratios.length > 1 && (
        <EChart option={option} height={220} label="Sharpe ratios of the paths out of sample" />
      )}
      <DataTable
        label="Splits"
        columns={SPLITS}
        rows={validation.splits}
        rowId={(row) => row.tested.join(" ")}
        dense
      />
    </Panel>
  );
}

const SPLITS: Column<ValidationSplit>[] = [
  {
    id: "tested",
    header: "Groups tested",
    lead: true,
    cell: (row) => row.tested.map((group) => group + 1).join(", "),
  },
  {
    id: "chosen",
    header: "Chosen on the others",
    cell: (row) => (row.parameters ? parametersText(row.parameters) : "nothing"),
  },
  {
    id: "inSample",
    header: "Ratio there",
    align: "right",
    cell: (row) => decimal(row.inSample, 2),
  },
  {
    id: "outOfSample",
    header: "Ratio in the test",
    align: "right",
    cell: (row) => decimal(row.outOfSample, 2),
  },
  { id: "rank", header: "Rank there", align: "right", cell: (row) => percent(row.rank, 0) },
];
