import { Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isFinished } from "../../api/jobs";
import { EChart } from "../../charts/EChart";
import { compareOption } from "../../charts/options";
import { count } from "../../format/numbers";
import { Panel } from "../../ui/Panel";
import { EmptyState, ErrorState, Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { useSimulation } from "./Apply";
import { gridOf, gridOption } from "./heatOption";
import { columnsOf, frontOption, pairs, parallelOption } from "./chartOptions";
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
        {(all) =>
          !all.candidate.some(Boolean) ? (
            <Panel title="Pictures of the trials" testId="no-candidates">
              <EmptyState title="No trial can be drawn yet">
                None has a value for its objective and keeps the constraints; the table below says
                why.
              </EmptyState>
            </Panel>
          ) : (
            <>
              {study.parameters.length > 1 && <HeatPanel detail={detail} points={all} />}
              <FrontPanel detail={detail} points={all} />
              <ParallelPanel detail={detail} points={all} />
            </>
          )
        }
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
    return gridOption(
      grid,
      { x, y, objective: objectiveName(objective) },
      palette,
      isSmallBetter(objective),
    );
  }, [points, x, y, objective, palette]);
  return (
    <Panel
      title="Heat map"
      note={`Mean objective of the trials in each cell. A plateau is wide; a lone cell is luck.${reducedText(points)}`}
      testId="heat-map"
    >
      <Group mb="xs" gap="sm">
        <Choice label="Across" value={x} of={study.parameters} set={setX} />
        <Choice label="Up" value={y} of={study.parameters} set={setY} />
        {study.objectives.length > 1 && (
          <Choice label="Objective" value={objective} of={study.objectives} set={setObjective} />
        )}
      </Group>
      <EChart
        option={option}
        label={`${objectiveName(objective)} over ${x} and ${y}`}
        height={380}
      />
    </Panel>
  );
}

/** Words for which less is better, besides objectives that say so. */
const LESS = new Set(["maxDrawdown", "volatility", "feesPaid", "slippagePaid"]);

function FrontPanel({ detail, points }: { detail: StudyDetail; points: Points }) {
  const palette = usePalette();
  const { study } = detail;
  const columns = useMemo(() => columnsOf(points), [points]);
  const names = Object.keys(columns);
  const first = objectiveName(study.objectives[0] ?? "");
  const second = objectiveName(
    study.objectives[1] ?? (first === "maxDrawdown" ? "totalReturn" : "maxDrawdown"),
  );
  const [x, setX] = useState(second);
  const [y, setY] = useState(first);
  const isLess = (name: string) =>
    study.objectives.includes(`${name}:min`) ||
    (LESS.has(name) && !study.objectives.includes(`${name}:max`));
  const signX = isLess(x) ? -1 : 1;
  const signY = isLess(y) ? -1 : 1;
  const option = useMemo(
    () =>
      frontOption(
        pairs(points, columns[x] ?? [], columns[y] ?? [], (i) => points.candidate[i] ?? false),
        { x, y },
        [signX, signY],
        palette,
      ),
    [points, columns, x, y, signX, signY, palette],
  );
  const simulate = useSimulation(study.id);
  return (
    <Panel
      title="Trade-offs"
      note={`Each point is a trial that keeps the constraints; click one to simulate it in full.${reducedText(points)}`}
      testId="front"
    >
      <Group mb="xs" gap="sm">
        <Choice label="Across" value={x} of={names} set={setX} />
        <Choice label="Up" value={y} of={names} set={setY} />
      </Group>
      <EChart
        option={option}
        label={`${y} against ${x} of the trials`}
        height={360}
        onPick={(value) => {
          if (Array.isArray(value) && typeof value[2] === "number") {
            simulate.mutate(value[2]);
          }
        }}
      />
      {simulate.error && <ErrorState error={simulate.error} />}
    </Panel>
  );
}

function Choice(props: {
  label: string;
  value: string;
  of: string[];
  set: (value: string) => void;
}) {
  const { label, value, of, set } = props;
  return (
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
}

function ParallelPanel({ detail: { study }, points }: { detail: StudyDetail; points: Points }) {
  const palette = usePalette();
  const option = useMemo(
    () => parallelOption(points, study.parameters, study.objectives, palette),
    [points, study.parameters, study.objectives, palette],
  );
  return (
    <Panel
      title="Parallel coordinates"
      note={`A line for each trial that keeps the constraints, coloured by ${objectiveName(study.objectives[0] ?? "")}.${reducedText(points)}`}
      testId="parallel"
    >
      <div className="tw-scroll">
        <div style={{ minWidth: 140 * (study.parameters.length + study.objectives.length) }}>
          <EChart option={option} label="Parameters and objectives of the trials" height={340} />
        </div>
      </div>
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
