import { rowSortingFeature, tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import { useMemo, type ReactNode } from "react";

const features = tableFeatures({ rowSortingFeature });

export interface Column<T> {
  id: string;
  header: string;
  /** Shown instead of the header's text, for example with a checkbox. */
  cell: (row: T) => ReactNode;
  align?: "left" | "right";
  /** Whether the server can sort by it. */
  sortable?: boolean;
  /** Stands first, without its heading, where rows are stacked. */
  lead?: boolean;
}

export interface SortState {
  id: string;
  desc: boolean;
}

interface DataTableProps<T extends object> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  sort?: SortState;
  onSort?: (sort: SortState) => void;
  dense?: boolean;
  /** Whether rows become blocks on a narrow screen; otherwise the table scrolls sideways. */
  stack?: boolean;
  /** Whether it scrolls in itself on a narrow screen, with its first column in sight. */
  tall?: boolean;
  testId?: string;
}

/** The order after a click on a heading: new columns downwards first. */
export function nextSort(sort: SortState | undefined, id: string): SortState {
  return sort?.id === id ? { id, desc: !sort.desc } : { id, desc: true };
}

/** A table whose sorting and paging happen on the server. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, sort, onSort, dense, tall = false, testId } = props;
  const { stack = !tall } = props;
  const definitions = useMemo<ColumnDef<typeof features, T>[]>(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        enableSorting: column.sortable ?? false,
        cell: ({ row }) => column.cell(row.original),
      })),
    [columns],
  );
  const table = useTable({
    features,
    data: rows,
    columns: definitions,
    getRowId: rowId,
    manualSorting: true,
    state: { sorting: sort ? [sort] : [] },
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  return (
    <div
      className={tall ? "tw-scroll tw-tall" : "tw-scroll"}
      {...(tall ? { tabIndex: 0, role: "region", "aria-label": label } : {})}
    >
      <table
        className="data-table"
        aria-label={label}
        data-dense={dense}
        data-stack={stack}
        data-testid={testId}
      >
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id);
                const canSort = column?.sortable === true && onSort !== undefined;
                const isSorted = sort?.id === header.column.id;
                return (
                  <th
                    key={header.id}
                    scope="col"
                    data-align={column?.align}
                    aria-sort={
                      isSorted
                        ? sort.desc
                          ? "descending"
                          : "ascending"
                        : canSort
                          ? "none"
                          : undefined
                    }
                  >
                    {canSort ? (
                      <button
                        type="button"
                        onClick={() => onSort(nextSort(sort, header.column.id))}
                      >
                        {column.header}
                        <span aria-hidden="true">{isSorted ? (sort.desc ? " ↓" : " ↑") : ""}</span>
                      </button>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => {
                const column = byId.get(cell.column.id);
                return (
                  <td
                    key={cell.id}
                    data-align={column?.align}
                    data-lead={column?.lead}
                    data-label={column?.header}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
