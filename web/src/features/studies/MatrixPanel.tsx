import { SegmentedControl, Text } from "@mantine/core";
import { useState, type CSSProperties } from "react";
import { Panel } from "../../ui/Panel";
import { MEASURES, cellText, gridOf, shade, type MatrixMeasure } from "./matrix";
import type { MatrixCell, WalkMatrix } from "./queries";
import "./matrix.css";

/** The walk with windows of other lengths: a heat map that is also a table. */
export function MatrixPanel({ matrix }: { matrix: WalkMatrix }) {
  const [chosen, setChosen] = useState("totalReturn");
  const measure = MEASURES.find((each) => each.id === chosen);
  return (
    <Panel
      title="Other lengths of windows"
      note="What holds with many lengths hangs on none of them. Marked cells pass; the framed one has the most passing neighbours."
      testId="matrix"
    >
      {matrix.sentences.map((sentence, i) => (
        <Text key={sentence} size="sm" fw={i === 0 ? 600 : 400} mb={4}>
          {sentence}
        </Text>
      ))}
      <div className="tw-scroll">
        <SegmentedControl
          aria-label="What the cells show"
          size="xs"
          my="sm"
          data={MEASURES.map(({ id, label }) => ({ value: id, label }))}
          value={chosen}
          onChange={setChosen}
        />
      </div>
      {measure && <Cells matrix={matrix} measure={measure} />}
    </Panel>
  );
}

function Cells({ matrix, measure }: { matrix: WalkMatrix; measure: MatrixMeasure }) {
  const { columns, rows } = gridOf(matrix);
  const centre = matrix.centre === null ? undefined : matrix.cells[matrix.centre];
  return (
    <div className="tw-scroll" tabIndex={0} role="region" aria-label="Lengths of windows">
      <table className="walk-matrix">
        <caption className="tw-visually-hidden">
          {measure.label} by the length that is searched in and the length that is proved on
        </caption>
        <thead>
          <tr>
            <th scope="col">Searched in ↓ proved on →</th>
            {columns.map((length) => (
              <th scope="col" key={length}>
                {length}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ length, cells }) => (
            <tr key={length}>
              <th scope="row">{length}</th>
              {cells.map((cell) => (
                <td
                  key={cell.outOfSample}
                  title={cellText(cell)}
                  style={tint(cell, measure, matrix.cells)}
                  data-centre={cell === centre}
                >
                  {measure.text(measure.value(cell))}
                  {cell.passes && <span className="walk-passes"> ✓</span>}
                  <span className="tw-visually-hidden">
                    {cell.passes ? " passes" : cell.problem ? ` ${cell.problem}` : ""}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tint(
  cell: MatrixCell,
  measure: MatrixMeasure,
  cells: readonly MatrixCell[],
): CSSProperties {
  const shown = shade(cell, measure, cells);
  return shown === null || shown.strength === 0
    ? {}
    : {
        background: `rgb(var(--tw-${shown.side}-heat) / ${(0.08 + 0.47 * shown.strength).toFixed(2)})`,
      };
}
