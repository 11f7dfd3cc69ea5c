import { Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { queries } from "../../api/queries";
import type { Series } from "../../api/types";
import { toSeconds } from "../../format/time";
import { SeriesChart } from "../../series/SeriesChart";
import type { ExpressionChoice, PaneChoice } from "../../series/expressions";
import { LinkButton } from "../../ui/LinkButton";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import { previewFocus, previewSeries } from "./preview";

/** An expression on the bars of any stored series; `null` while there is none that is right. */
export function PreviewChart({
  title = "Preview",
  expression,
  meaning,
}: {
  title?: string;
  expression: string | null;
  /** What a name stands for, by which the first series is chosen. */
  meaning?: string;
}) {
  const series = useQuery(queries.series());
  return (
    <Panel title={title} testId="preview">
      <Loaded query={series} loading={<LoadingBox height={420} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              title="No prices yet"
              action={<LinkButton to="/data/import">Import a file</LinkButton>}
            >
              A preview needs at least one imported series.
            </EmptyState>
          ) : (
            <Chosen list={list} expression={expression} meaning={meaning ?? expression ?? ""} />
          )
        }
      </Loaded>
    </Panel>
  );
}

interface ChosenProps {
  list: Series[];
  expression: string | null;
  meaning: string;
}

function Chosen({ list, expression, meaning }: ChosenProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const [pane, setPane] = useState<PaneChoice>("auto");
  // The last right expression stays on the chart while the next one is being typed.
  const [shown, setShown] = useState(expression);
  if (expression !== null && expression !== shown) {
    setShown(expression);
  }
  const named = list.map((series) => ({ name: nameOf(series), series }));
  const series =
    named.find((each) => each.name === wanted)?.series ??
    previewSeries(list, meaning || (shown ?? ""));
  const expressions = useMemo<ExpressionChoice[]>(
    () => (shown ? [{ text: shown, pane }] : []),
    [shown, pane],
  );
  if (!series) {
    return null;
  }
  return (
    <>
      <Group gap="sm" mb="sm" align="flex-end">
        <Select
          label="On"
          searchable
          allowDeselect={false}
          data={named.map((each) => each.name)}
          value={nameOf(series)}
          onChange={setWanted}
        />
        <Select
          label="Drawn"
          allowDeselect={false}
          w={170}
          data={[
            { value: "auto", label: "Pane by scale" },
            { value: "price", label: "With the prices" },
            { value: "own", label: "Own pane" },
          ]}
          value={pane}
          onChange={(value) => setPane((value ?? "auto") as PaneChoice)}
        />
        <Text size="sm" c="dimmed" mb={8} style={{ flex: "1 1 200px" }}>
          {expression === null
            ? shown
              ? "The last expression that was right is shown."
              : "Write an expression; it appears here as soon as it is right."
            : "Nothing is saved by looking."}
        </Text>
      </Group>
      <Drawn key={nameOf(series)} series={series} expressions={expressions} />
    </>
  );
}

function Drawn({ series, expressions }: { series: Series; expressions: ExpressionChoice[] }) {
  const { instrument, timeframe, first, last, bars } = series;
  const span = useMemo(
    () => ({ from: toSeconds(first) ?? 0, to: toSeconds(last) ?? 0 }),
    [first, last],
  );
  const focus = useMemo(() => previewFocus(span, bars), [span, bars]);
  return (
    <SeriesChart
      instrument={instrument}
      timeframe={timeframe}
      span={span}
      focus={focus}
      expressions={expressions}
      height={440}
    />
  );
}

function nameOf({ instrument, timeframe }: Series): string {
  return `${instrument} ${timeframe}`;
}
