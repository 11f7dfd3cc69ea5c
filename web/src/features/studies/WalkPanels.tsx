import { Alert, Text } from "@mantine/core";
import { useMemo } from "react";
import { EChart } from "../../charts/EChart";
import { compareOption } from "../../charts/options";
import { decimal, percent, signedPercent } from "../../format/numbers";
import { utcDate } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { usePalette } from "../../ui/useScheme";
import { MatrixPanel } from "./MatrixPanel";
import { ProofStatistics } from "./ProofStatistics";
import { WorthPanel } from "./WorthPanel";
import type { Walk } from "./queries";
import { parametersText } from "./words";

type Window = Walk["windows"][number];
type Stability = Walk["stability"][number];

/** A walk: what the proofs are worth, the windows in time, the stitched equity, stability. */
export function WalkPanels({ walk }: { walk: Walk }) {
  const palette = usePalette();
  const option = useMemo(
    () =>
      compareOption(
        [
          {
            name: "proofs, stitched",
            t: walk.curve.t,
            v: walk.curve.equity.map((value) => value / (walk.curve.equity[0] ?? 1)),
          },
        ],
        palette,
      ),
    [walk, palette],
  );
  return (
    <>
      <WorthPanel verdict={walk.verdict} figures={figuresOf(walk)} />
      <Panel
        title="Equity of the proofs"
        note="One simulation over all windows: cash and positions are carried from each to the next. 1 is where the first proof begins."
        testId="stitched"
      >
        <EChart option={option} label="Equity of the proofs" height={300} />
      </Panel>
      <Timeline windows={walk.windows} />
      {walk.matrix && <MatrixPanel matrix={walk.matrix} />}
      <ProofStatistics values={walk.statistics} />
      <Panel
        title="Stability"
        note="How each parameter changed from window to window, as parts of its range. What is held stays within a tenth."
        testId="stability"
      >
        <DataTable
          label="Stability"
          columns={STABILITY}
          rows={walk.stability}
          rowId={(row) => row.parameter}
          dense
        />
      </Panel>
    </>
  );
}

function figuresOf({ statistics, efficiency, verdict }: Walk) {
  return [
    {
      label: "Return",
      value: signedPercent(statistics.totalReturn, 1),
      note: "Of all proofs together.",
    },
    {
      label: "Sharpe ratio",
      value: decimal(statistics.sharpe, 2),
      note: "Of the proofs, a year.",
    },
    {
      label: "Drawdown",
      value: percent(statistics.maxDrawdown, 1),
      note: "Largest fall within the proofs.",
    },
    {
      label: "Efficiency",
      value: decimal(efficiency, 2),
      note: "Growth of the proofs over that of the searches; below 0.5 most was fitted.",
    },
    {
      label: "Deflated Sharpe ratio",
      value: decimal(verdict.deflatedSharpe, 2),
      note: `Probability that it is truly above luck, with ${verdict.walks === 1 ? "one walk" : `${verdict.walks} walks`} charged.`,
    },
  ];
}

/** Where a moment lies in a span, as a part of it. */
export function place(moment: string, from: string, to: string): number {
  const start = Date.parse(from);
  const length = Date.parse(to) - start;
  return length > 0 ? (Date.parse(moment) - start) / length : 0;
}

function Timeline({ windows }: { windows: Window[] }) {
  const first = windows[0];
  const last = windows.at(-1);
  if (!first || !last) {
    return <Alert color="gray" title="No window fits" />;
  }
  const bar = (from: string, to: string, color: string, label: string) => {
    const left = place(from, first.inSampleFrom, last.outOfSampleTo);
    const right = place(to, first.inSampleFrom, last.outOfSampleTo);
    return (
      <div
        title={label}
        style={{
          position: "absolute",
          left: `${left * 100}%`,
          width: `${Math.max(0.4, (right - left) * 100)}%`,
          top: 3,
          bottom: 3,
          background: color,
          borderRadius: 3,
        }}
      />
    );
  };
  return (
    <Panel
      title="Windows"
      note="Grey is searched; the coloured stretch behind it is proved: blue gained, orange lost."
      testId="windows"
    >
      <div role="img" aria-label="Windows in time" style={{ marginBottom: 16 }}>
        {windows.map((each) => (
          <div
            key={each.outOfSampleFrom}
            style={{
              position: "relative",
              height: 20,
              borderBottom: "1px solid var(--tw-line)",
            }}
          >
            {bar(
              each.inSampleFrom,
              each.inSampleTo,
              "var(--tw-line)",
              `searched ${utcDate(each.inSampleFrom)} to ${utcDate(each.inSampleTo)}`,
            )}
            {bar(
              each.outOfSampleFrom,
              each.outOfSampleTo,
              (each.outOfSampleReturn ?? 0) >= 0 ? "var(--tw-up)" : "var(--tw-down)",
              `proved ${utcDate(each.outOfSampleFrom)} to ${utcDate(each.outOfSampleTo)}: ${signedPercent(each.outOfSampleReturn, 1)}`,
            )}
          </div>
        ))}
        <Text
          size="xs"
          c="dimmed"
          mt={4}
          style={{ display: "flex", justifyContent: "space-between" }}
        >
          <span>{utcDate(first.inSampleFrom)}</span>
          <span>{utcDate(last.outOfSampleTo)}</span>
        </Text>
      </div>
      <DataTable
        label="Windows"
        columns={WINDOWS}
        rows={windows}
        rowId={(row) => row.outOfSampleFrom}
        dense
      />
    </Panel>
  );
}

const WINDOWS: Column<Window>[] = [
  {
    id: "proved",
    header: "Proved",
    lead: true,
    cell: (row) => `${utcDate(row.outOfSampleFrom)} to ${utcDate(row.outOfSampleTo)}`,
  },
  {
    id: "searched",
    header: "Searched",
    cell: (row) => `${utcDate(row.inSampleFrom)} to ${utcDate(row.inSampleTo)}`,
  },
  {
    id: "found",
    header: "Found",
    cell: (row) => (row.parameters ? parametersText(row.parameters) : "nothing; stayed out"),
  },
  {
    id: "objective",
    header: "Objective there",
    align: "right",
    cell: (row) => decimal(row.objective, 3),
  },
  {
    id: "return",
    header: "Return here",
    align: "right",
    cell: (row) => signedPercent(row.outOfSampleReturn, 1),
  },
  {
    id: "sharpe",
    header: "Sharpe here",
    align: "right",
    cell: (row) => decimal(row.outOfSampleSharpe, 2),
  },
];

const STABILITY: Column<Stability>[] = [
  { id: "parameter", header: "Parameter", lead: true, cell: (row) => row.parameter },
  { id: "values", header: "From window to window", cell: (row) => row.values.join(" → ") },
  {
    id: "dispersion",
    header: "Dispersion",
    align: "right",
    cell: (row) => decimal(row.dispersion, 2),
  },
  { id: "drift", header: "Drift", align: "right", cell: (row) => decimal(row.drift, 3) },
  { id: "held", header: "Held", align: "right", cell: (row) => percent(row.held, 0) },
];
