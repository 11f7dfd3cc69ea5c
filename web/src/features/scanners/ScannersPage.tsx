import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queries } from "../../api/queries";
import type { Scanner } from "../../api/types";
import { DataTable, type Column } from "../../ui/DataTable";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { scannerText } from "./words";

/** Every scanner: lists of instruments, and filters over them. */
export function ScannersPage() {
  const query = useQuery(queries.scanners());
  return (
    <>
      <PageHeader
        title="Scanners"
        note="Which instruments a signal is about: a list, or those that meet a condition at the time."
        actions={
          <LinkButton to="/scanners/new" leftSection={<Icon name="plus" size={18} />}>
            Add a scanner
          </LinkButton>
        }
      />
      <Panel label="Scanners">
        <Loaded query={query}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState
                title="No scanners yet"
                action={<LinkButton to="/scanners/new">Add the first one</LinkButton>}
              >
                A filter such as close {">"} sma(close, 200) chooses instruments bar by bar, without
                knowing the future.
              </EmptyState>
            ) : (
              <DataTable
                label="Scanners"
                columns={COLUMNS}
                rows={list}
                rowId={(row) => row.name}
                testId="scanners"
              />
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}

const COLUMNS: Column<Scanner>[] = [
  {
    id: "name",
    header: "Scanner",
    lead: true,
    cell: (row) => (
      <div style={{ maxWidth: 280 }}>
        <Link
          to="/scanners/$name"
          params={{ name: row.name }}
          className="breakable"
          style={{ color: "var(--tw-accent)", fontWeight: 600 }}
        >
          {row.name}
        </Link>
        {row.description && (
          <Text size="xs" c="dimmed" fw={400}>
            {row.description}
          </Text>
        )}
      </div>
    ),
  },
  { id: "kind", header: "Kind", cell: (row) => (row.kind === "LIST" ? "List" : "Filter") },
  { id: "what", header: "Chooses", cell: scannerText },
  { id: "used", header: "Used by", cell: (row) => row.usedBy.join(", ") || "—" },
  { id: "version", header: "Version", align: "right", cell: (row) => row.version },
];
