import { Button, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { queries } from "../../api/queries";
import type { UnusedSignals as Unused } from "../../api/types";
import { count, plural } from "../../format/numbers";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";

/** The signals of old versions and of deleted definitions; nothing where there are none. */
export function UnusedSignals() {
  const query = useQuery(queries.unusedSignals());
  const client = useQueryClient();
  const [asked, setAsked] = useState<Unused | null>(null);
  const tidy = useMutation({
    mutationFn: ({ definition, version }: Unused) => send("DELETE", apiPath(definition, version)),
    onSuccess: async () => {
      setAsked(null);
      await client.invalidateQueries({ queryKey: ["signals"] });
    },
  });
  if (!query.data || query.data.length === 0) {
    return null;
  }
  return (
    <Panel
      title="Not in use"
      note="Signals of old versions and of deleted definitions. They stay until you delete them."
      testId="unused-signals"
    >
      <DataTable
        label="Signals that are not in use"
        columns={columns(setAsked)}
        rows={query.data}
        rowId={(row) => `${row.definition} ${row.version}`}
      />
      <Confirm
        opened={asked !== null}
        title={`Delete the signals of ${asked?.definition} version ${asked?.version}?`}
        action="Delete"
        isPending={tidy.isPending}
        error={tidy.error}
        onConfirm={() => asked && tidy.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked && plural(asked.signals, "signal")} with their values are deleted. Back-tests that
        traded them stay, but cannot be verified any more.
      </Confirm>
    </Panel>
  );
}

function apiPath(definition: string, version: number): string {
  return `/signals/unused?definition=${encodeURIComponent(definition)}&version=${version}`;
}

function columns(onDelete: (row: Unused) => void): Column<Unused>[] {
  return [
    {
      id: "definition",
      header: "Signal",
      lead: true,
      cell: (row) => (
        <Link
          to="/signals/$name"
          params={{ name: row.definition }}
          search={{ version: row.version }}
          className="breakable"
        >
          {row.definition}
        </Link>
      ),
    },
    { id: "version", header: "Version", align: "right", cell: (row) => row.version },
    {
      id: "why",
      header: "Why",
      cell: (row) => (
        <Text size="sm">{row.deleted ? "the definition was deleted" : "an older version"}</Text>
      ),
    },
    { id: "signals", header: "Signals", align: "right", cell: (row) => count(row.signals) },
    {
      id: "delete",
      header: "",
      cell: (row) => (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Delete the signals of ${row.definition} version ${row.version}`}
          onClick={() => onDelete(row)}
        >
          Delete
        </Button>
      ),
    },
  ];
}
