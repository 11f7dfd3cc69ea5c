import { SimpleGrid, Text } from "@mantine/core";
import { useMemo } from "react";
import { EChart } from "../../charts/EChart";
import type { ChartPalette } from "../../charts/palette";
import { decimal, percent, plural } from "../../format/numbers";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { usePalette } from "../../ui/useScheme";
import { SimulateButton } from "./Apply";
import { dependenceOption, importanceOption } from "./chartOptions";
import type { StudyDetail, StudySummary } from "./queries";
import { objectiveName, parametersText } from "./words";

type Explanation = StudySummary["explanation"];
type Region = Explanation["regions"][number];

/** Which parameters matter, how, and where the good sets lie. */
export function ExplanationPanels({
  detail,
  explanation,
}: {
  detail: StudyDetail;
  explanation: Explanation;
}) {
  return (
    <>
      {explanation.importance.length > 0 && (
        <ImportancePanel
          explanation={explanation}
          objective={objectiveName(detail.study.objectives[0] ?? "")}
        />
      )}
      {explanation.regions.length > 0 && (
        <Panel
          title="Regions of good sets"
          note={`The best trial's neighbours keep ${percent(explanation.plateau, 0)} of its advantage over the median set: near 100 % it stands on a plateau, near 0 on a peak.`}
          testId="regions"
        >
          <DataTable
            label="Regions"
            columns={columns(detail)}
            rows={explanation.regions}
            rowId={(row) => String(row.trial)}
            dense
          />
        </Panel>
      )}
    </>
  );
}

function columns(detail: StudyDetail): Column<Region>[] {
  return [
    {
      id: "centre",
      header: "Centre",
      lead: true,
      cell: (row) => <b>{parametersText(row.centre)}</b>,
    },
    {
      id: "extent",
      header: "From and to",
      cell: (row) =>
        Object.keys(row.low)
          .map((name) => `${name} ${row.low[name] ?? ""} to ${row.high[name] ?? ""}`)
          .join(", "),
    },
    { id: "size", header: "Size", cell: (row) => plural(row.size, "set") },
    {
      id: "mean",
      header: `Mean ${objectiveName(detail.study.objectives[0] ?? "")}`,
      align: "right",
      cell: (row) => decimal(row.mean, 3),
    },
    {
      id: "kept",
      header: "Neighbours keep",
      align: "right",
      cell: (row) => percent(row.kept, 0),
    },
    {
      id: "run",
      header: "",
      cell: (row) => <SimulateButton study={detail.id} trial={row.trial} />,
    },
  ];
}

function ImportancePanel({
  explanation,
  objective,
}: {
  explanation: Explanation;
  objective: string;
}) {
  const palette = usePalette();
  const option = useMemo(
    () => importanceOption(explanation.importance, palette),
    [explanation, palette],
  );
  const strongest = explanation.interactions[0];
  return (
    <Panel
      title="What matters"
      note={`A model of the trials explains ${percent(explanation.explained, 0)} of the differences between trials it has not seen; where that is little, this says little.`}
      testId="importance"
    >
      <EChart
        option={option}
        label="Importance of the parameters"
        height={70 + 52 * explanation.importance.length}
      />
      {strongest && strongest.share >= 0.05 && (
        <Text size="sm" mt="xs">
          {strongest.first} and {strongest.second} work together: beyond what each explains alone,
          the pair explains {percent(strongest.share, 0)}.
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="md">
        {explanation.importance.map((each) => (
          <Dependence key={each.parameter} each={each} objective={objective} palette={palette} />
        ))}
      </SimpleGrid>
    </Panel>
  );
}

function Dependence({
  each,
  objective,
  palette,
}: {
  each: Explanation["importance"][number];
  objective: string;
  palette: ChartPalette;
}) {
  const option = useMemo(
    () => dependenceOption(each, `mean ${objective}`, palette),
    [each, objective, palette],
  );
  return (
    <div>
      <Text size="sm" fw={600}>
        {each.parameter}
      </Text>
      <EChart option={option} label={`Mean ${objective} over ${each.parameter}`} height={170} />
    </div>
  );
}
