import { Group, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries } from "../../api/queries";
import type { PastSignal, SignalDefinitionDetail } from "../../api/types";
import { momentsOf } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { asOfText, signalText, strengthText } from "./words";

/** The signals of an instrument as they would have been at a moment, on what was known then. */
export function PastSignals({ detail }: { detail: SignalDefinitionDetail }) {
  const { definition, states } = detail;
  const [instrument, setInstrument] = useState(states[0]?.instrument ?? "");
  const [asOf, setAsOf] = useState("");
  const query = useQuery({
    ...queries.signalsAsOf(definition.name, definition.version, instrument, asOf),
    enabled: instrument !== "" && asOf !== "",
  });
  if (states.length === 0) {
    return null;
  }
  return (
    <Panel
      title="As of a moment"
      note="Made anew of the bars that were known then, before later bars and corrections."
      testId="past-signals"
    >
      <Group gap="sm" mb="md" align="flex-end">
        <Select
          label="Instrument"
          searchable
          allowDeselect={false}
          data={states.map((each) => each.instrument)}
          value={instrument}
          onChange={(value) => value && setInstrument(value)}
          style={{ flex: "1 1 160px" }}
        />
        <TextInput
          type="date"
          label="As of (UTC)"
          value={asOf}
          onChange={(event) => setAsOf(event.currentTarget.value)}
          style={{ flex: "1 1 140px" }}
        />
      </Group>
      {asOf !== "" && (
        <Loaded query={query}>
          {(then) =>
            then.count === 0 ? (
              <EmptyState title="No signal was known then">Choose a later day.</EmptyState>
            ) : (
              <>
                <Text size="sm" mb="sm">
                  {asOfText(then)}
                </Text>
                <DataTable
                  label="Signals as of a moment"
                  columns={columns(definition.timeframe)}
                  rows={then.signals.slice(0, SHOWN)}
                  rowId={(row) => `${row.bar} ${row.kind} ${row.direction}`}
                />
              </>
            )
          }
        </Loaded>
      )}
    </Panel>
  );
}

const SHOWN = 20;

function columns(timeframe: string): Column<PastSignal>[] {
  const moment = momentsOf(timeframe);
  return [
    { id: "bar", header: "Bar (UTC)", lead: true, cell: (row) => moment(row.bar) },
    { id: "what", header: "Signal", cell: signalText },
    { id: "known", header: "Known at (UTC)", cell: (row) => moment(row.knownAt) },
    {
      id: "strength",
      header: "Strength",
      align: "right",
      cell: (row) => strengthText(row.strength),
    },
    { id: "now", header: "Now", cell: (row) => (row.stored ? "the same" : "otherwise") },
    { id: "hash", header: "Hash", cell: (row) => <code>{row.hash}</code> },
  ];
}
