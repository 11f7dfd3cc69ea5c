import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isFinished } from "../../api/jobs";
import { DataTable, type Column, type SortState } from "../../ui/DataTable";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { FIRST_PAGE, currentCursor } from "../../ui/paging";
import { Loaded } from "../../ui/states";
import { SimulateButton } from "./Apply";
import { studyQueries, type StudyDetail, type Trial } from "./queries";
import { isSmallBetter, measure, objectiveName } from "./words";

const PAGE = 25;
const SHOWN = ["totalReturn", "maxDrawdown", "roundTrips"];

/** The trials of a study, a page at a time. */
export function TrialTable({ detail }: { detail: StudyDetail }) {
  const { study } = detail;
  const [trail, setTrail] = useState(FIRST_PAGE);
  const [filter, setFilter] = useState("all");
  const [sort, setSort] = useState<SortState>();
  const cursor = currentCursor(trail);
  const trials = useQuery({
    ...studyQueries.trials(study.id, {
      filter,
      limit: PAGE,
      ...(sort ? { sort: sort.id, order: sort.desc ? ("desc" as const) : ("asc" as const) } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    refetchInterval: isFinished(study.status) ? false : 3_000,
  });
  const columns = useMemo<Column<Trial>[]>(
    () => [
      { id: "number", header: "Trial", lead: true, sortable: true, cell: (row) => row.number },
      ...study.parameters.map((name): Column<Trial> => ({
        id: name,
        header: name,
        align: "right",
        sortable: true,
        cell: (row) => row.parameters[name] ?? "—",
      })),
      ...study.objectives.map((name, k): Column<Trial> => ({
        id: name,
        header: `${objectiveName(name)}${isSmallBetter(name) ? " (less)" : ""}`,
        align: "right",
        sortable: true,
        cell: (row) => <b>{measure(name, row.objectives[k])}</b>,
      })),
      ...SHOWN.filter((name) => !study.objectives.some((each) => objectiveName(each) === name)).map(
        (name): Column<Trial> => ({
          id: name,
          header: HEADINGS[name] ?? name,
          align: "right",
          sortable: true,
          cell: (row) => measure(name, row.statistics[name]),
        }),
      ),
      {
        id: "state",
        header: "State",
        cell: (row) => <span className="nowrap">{stateOf(row)}</span>,
      },
      {
        id: "run",
        header: "",
        cell: (row) =>
          row.state === "FAILED" ? null : <SimulateButton study={study.id} trial={row.number} />,
      },
    ],
    [study.id, study.parameters, study.objectives],
  );
  return (
    <Panel
      title="Trials"
      note="Without an order of your own, the best come first."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which trials"
          value={filter}
          data={[
            { value: "all", label: "All" },
            { value: "candidates", label: "Keep the constraints" },
            { value: "pareto", label: "Front" },
          ]}
          onChange={(value) => {
            setFilter(value);
            setTrail(FIRST_PAGE);
          }}
        />
      }
    >
      <Loaded query={trials}>
        {(page) => (
          <>
            <DataTable
              label="Trials"
              columns={columns}
              rows={page.items}
              rowId={(row) => String(row.number)}
              {...(sort ? { sort } : {})}
              onSort={(next) => {
                setSort(next);
                setTrail(FIRST_PAGE);
              }}
              dense
              stack={false}
              testId="trials"
            />
            <Pager trail={trail} size={PAGE} page={page} onTrail={setTrail} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const HEADINGS: Record<string, string> = {
  totalReturn: "Return",
  maxDrawdown: "Drawdown",
  roundTrips: "Trades",
};

function stateOf(row: Trial): string {
  switch (row.state) {
    case "COMPLETE":
      return row.candidate ? (row.pareto ? "on the front" : "") : "breaks a constraint";
    case "UNDEFINED":
      return "no value";
    case "PRUNED":
      return "given up early";
    case "FAILED":
      return row.problem ?? "failed";
  }
}
