import { Alert, Button, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { CorporateAction } from "../../api/types";
import { utcMoment } from "../../format/time";
import { actionText } from "../../series/actions";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";

/** Splits and dividends of an instrument, and adding one. */
export function CorporateActions({ instrument }: { instrument: string }) {
  const query = useQuery(queries.corporateActions(instrument));
  return (
    <Panel
      title="Splits and dividends"
      note={`Of ${instrument} on all timeframes. Runs apply them to what is held; features choose raw or adjusted prices.`}
      testId="corporate-actions"
    >
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title="None are stored">
              A split or a dividend that is missing here looks like a loss or goes unpaid.
            </EmptyState>
          ) : (
            <DataTable
              label="Splits and dividends"
              columns={COLUMNS}
              rows={list}
              rowId={(row) => `${row.kind} ${row.effective}`}
              dense
            />
          )
        }
      </Loaded>
      <AddAction instrument={instrument} />
    </Panel>
  );
}

const COLUMNS: Column<CorporateAction>[] = [
  { id: "date", header: "Day", lead: true, cell: (row) => utcMoment(row.effective) },
  { id: "kind", header: "Kind", cell: (row) => row.kind },
  { id: "value", header: "What it does", cell: actionText },
];

const EMPTY = { kind: "dividend", date: "", value: "" as string | number };

function AddAction({ instrument }: { instrument: string }) {
  const client = useQueryClient();
  const [form, setForm] = useState(EMPTY);
  const add = useMutation({
    mutationFn: () =>
      send("POST", "/corporate-actions", {
        instrument,
        actions: [{ kind: form.kind, date: form.date, value: Number(form.value) }],
      }),
    onSuccess: async () => {
      setForm(EMPTY);
      await client.invalidateQueries({ queryKey: ["corporate-actions", instrument] });
    },
  });
  const problem = add.error ? asProblem(add.error) : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Group gap="sm" mt="md" align="flex-end">
        <Select
          label="Kind"
          w={140}
          allowDeselect={false}
          data={[
            { value: "dividend", label: "Dividend" },
            { value: "split", label: "Split" },
          ]}
          value={form.kind}
          onChange={(kind) => setForm({ ...form, kind: kind ?? "dividend" })}
        />
        <TextInput
          type="date"
          label="Day"
          required
          value={form.date}
          onChange={(event) => setForm({ ...form, date: event.currentTarget.value })}
        />
        <NumberInput
          label={form.kind === "split" ? "New shares for one" : "Amount a share"}
          required
          hideControls
          w={170}
          value={form.value}
          onChange={(value) => setForm({ ...form, value })}
        />
        <Button
          type="submit"
          variant="default"
          loading={add.isPending}
          disabled={form.date === "" || form.value === ""}
        >
          Add
        </Button>
      </Group>
      {problem && (
        <Alert color="orange" role="alert" mt="sm" title="It was not added">
          {problem.message}
        </Alert>
      )}
    </form>
  );
}
