import { Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isFinished } from "../../api/jobs";
import { EChart } from "../../charts/EChart";
import { compareOption } from "../../charts/options";
import { count } from "../../format/numbers";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { gridOf, gridOption } from "./heat";
import { studyQueries, type Points, type StudyDetail } from "./queries";
import { isSmallBetter, objectiveName } from "./words";

/** Pictures of the trials. */
export function StudyCharts({ detail }: { detail: StudyDetail }) {
  const { study } = detail;
  const points = useQuery({
    ...studyQueries.points(study.id),
    refetchInterval: isFinished(study.status) ? false : 4_000,
  });
  return (
    <>
      <Loaded query={points} loading={<LoadingBox height={380} />}>
        {(all) => <>{study.parameters.length > 1 && <HeatPanel detail={detail} points={all} />}</>}
      </Loaded>
      {study.status === "DONE" && <CurvesPanel id={study.id} />}
    </>
  );
}

/** Says so where not every trial is drawn. */
function reducedText(points: Points): string {
  return points.reduced
    ? ` Drawn are ${count(points.number.length)} of ${count(points.total)} trials.`
    : "";
}

function HeatPanel({ detail: { study }, points }: { detail: StudyDetail; points: Points }) {
  const palette = usePalette();
  const [x, setX] = useState(study.parameters[0] ?? "");
  const [y, setY] = useState(study.parameters[1] ?? "");
  const [objective, setObjective] = useState(study.objectives[0] ?? "");
  const option = useMemo(() => {
    const grid = gridOf(
      points.parameters[x] ?? [],
      points.parameters[y] ?? [],
      points.objectives[objective] ?? [],
      isSmallBetter(objective),
    );
    return gridOption(grid, { x, y, objective: objectiveName(objective) }, palette);
  }, [points, x, y, objective, palette]);
  const pick = (label: string, value: string, set: (value: string) => void, of: string[]) => (
    <Select
      size="xs"
      w={150}
      label={label}
      allowDeselect={false}
      data={of}
      value={value}
      onChange={(next) => set(next ?? value)}
    />
  );
  return (
    <Panel
      title="Heat map"
      note={`Mean objective of the trials in each cell. A plateau is wide; a lone cell is luck.${reducedText(points)}`}
      testId="heat-map"
    >
      <Group mb="xs" gap="sm">
        {pick("Across", x, setX, study.parameters)}
        {pick("Up", y, setY, study.parameters)}
        {study.objectives.length > 1 &&
          pick("Objective", objective, setObjective, study.objectives)}
      </Group>
      <EChart
        option={option}
        label={`${objectiveName(objective)} over ${x} and ${y}`}
        height={380}
      />
    </Panel>
  );
}

function CurvesPanel({ id }: { id: string }) {
  const palette = usePalette();
  const query = useQuery(studyQueries.curves(id));
  return (
    <Panel title="Equity of the best" note="Each indexed to 1 at its start.">
      <Loaded query={query} loading={<LoadingBox height={300} />}>
        {({ curves }) =>
          curves.length === 0 ? (
            <Text size="sm">No curves are kept of this study.</Text>
          ) : (
            <EChart
              option={compareOption(
                curves.map((curve) => ({
                  name: `trial ${curve.trial}`,
                  t: curve.t,
                  v: curve.equity.map((value) => value / (curve.equity[0] ?? 1)),
                })),
                palette,
              )}
              label="Equity of the best trials"
              height={300}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
