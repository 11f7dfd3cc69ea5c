import {
  Accordion,
  Alert,
  Autocomplete,
  Button,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Import } from "../../api/types";
import { bytes } from "../../format/numbers";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { MarketFields } from "./MarketFields";
import { DropZone } from "./DropZone";
import { EMPTY_FORM, instrumentFromFile, toOptions, type ImportForm } from "./importForm";

/** Choosing a file and saying what it is. */
export function NewImportPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const series = useQuery(queries.series());
  const [file, setFile] = useState<File | null>(null);
  const [form, setForm] = useState<ImportForm>(EMPTY_FORM);
  const upload = useMutation({
    mutationFn: () => {
      const body = new FormData();
      body.append(
        "options",
        new Blob([JSON.stringify(toOptions(form))], { type: "application/json" }),
      );
      if (file) {
        body.append("file", file);
      }
      return send<Import>("POST", "/imports", body);
    },
    onSuccess: async (created) => {
      client.setQueryData(queries.import(created.id).queryKey, created);
      await client.invalidateQueries({ queryKey: ["imports"], refetchType: "none" });
      await navigate({ to: "/data/imports/$id", params: { id: created.id } });
    },
  });
  const problem = upload.error ? asProblem(upload.error) : null;
  const set = (changes: Partial<ImportForm>) => setForm((old) => ({ ...old, ...changes }));
  const known = [...new Set((series.data ?? []).map((each) => each.instrument))];
  const isNew = form.instrument !== "" && !known.includes(form.instrument);

  return (
    <>
      <PageHeader
        title="Import a file"
        note="Bars or trades as CSV, Parquet or JSON, also gzipped. The file stays on this machine."
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          upload.mutate();
        }}
      >
        <Stack maw={860}>
          {problem && (
            <Alert color="orange" role="alert" title="The import was not started">
              {[problem.message, ...otherMessages(problem, Object.keys(EMPTY_FORM))].join(" ")}
            </Alert>
          )}
          <Panel title="File">
            <DropZone
              onFile={(chosen) => {
                setFile(chosen);
                if (form.instrument === "") {
                  set({ instrument: instrumentFromFile(chosen.name) });
                }
              }}
            >
              {file ? (
                <Text fw={600} className="breakable">
                  {file.name}{" "}
                  <Text span c="dimmed" fw={400}>
                    ({bytes(file.size)}) · choose another
                  </Text>
                </Text>
              ) : (
                <Text>
                  <b>Drop a file here</b> or choose one
                </Text>
              )}
            </DropZone>
          </Panel>
          <Panel
            title="What it is"
            note="What you leave empty is inferred, and the report says so."
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Autocomplete
                label="Instrument"
                description="An existing one to add bars to, or a new name."
                placeholder="BTC-USD"
                required
                data={known}
                value={form.instrument}
                error={problem?.messagesFor("instrument")[0]}
                onChange={(instrument) => set({ instrument })}
              />
              <Autocomplete
                label="Timeframe"
                description="Length of a bar. Needed for a file of trades."
                placeholder="inferred"
                data={["1m", "5m", "15m", "30m", "1h", "4h", "1D", "1W"]}
                value={form.timeframe}
                disabled={form.trades}
                error={problem?.messagesFor("timeframe")[0]}
                onChange={(timeframe) => set({ timeframe })}
              />
            </SimpleGrid>
            <Switch
              mt="md"
              label="Keep trades"
              description="Of a file of trades: store each trade beside the bars of a known instrument, for backtests in detail, instead of making bars."
              checked={form.trades}
              error={problem?.messagesFor("trades")[0]}
              onChange={(event) => set({ trades: event.currentTarget.checked })}
            />
            <Switch
              mt="md"
              label="Strict"
              description="Refuse the file if a single row is bad. Otherwise up to 1 % may be rejected."
              checked={form.strict}
              onChange={(event) => set({ strict: event.currentTarget.checked })}
            />
          </Panel>
          <Accordion variant="separated" multiple>
            <Accordion.Item value="layout" bg="var(--tw-surface)">
              <Accordion.Control>How the file is written</Accordion.Control>
              <Accordion.Panel>
                <SimpleGrid cols={{ base: 1, sm: 2 }}>
                  <TextInput
                    label="Time zone"
                    description="Of times that carry none, for example Europe/Zurich. Otherwise UTC."
                    placeholder="UTC"
                    value={form.zone}
                    error={problem?.messagesFor("zone")[0]}
                    onChange={(event) => set({ zone: event.currentTarget.value })}
                  />
                  <Select
                    label="A time names"
                    description="Whether a row's time is the moment its bar opens or closes."
                    placeholder="the opening"
                    clearable
                    data={[
                      { value: "OPEN", label: "the opening of the bar" },
                      { value: "CLOSE", label: "the close of the bar" },
                    ]}
                    value={form.timeLabel || null}
                    error={problem?.messagesFor("timeLabel")[0]}
                    onChange={(timeLabel) => set({ timeLabel: timeLabel ?? "" })}
                  />
                  <Select
                    label="Columns are separated by"
                    placeholder="inferred"
                    clearable
                    data={[
                      { value: ",", label: "comma" },
                      { value: ";", label: "semicolon" },
                      { value: "\t", label: "tab" },
                      { value: "|", label: "bar" },
                    ]}
                    value={form.delimiter || null}
                    error={problem?.messagesFor("delimiter")[0]}
                    onChange={(delimiter) => set({ delimiter: delimiter ?? "" })}
                  />
                  <Select
                    label="Decimals are written with"
                    placeholder="inferred"
                    clearable
                    data={[
                      { value: ".", label: "a point: 1.5" },
                      { value: ",", label: "a comma: 1,5" },
                    ]}
                    value={form.decimalSeparator || null}
                    error={problem?.messagesFor("decimalSeparator")[0]}
                    onChange={(decimalSeparator) =>
                      set({ decimalSeparator: decimalSeparator ?? "" })
                    }
                  />
                </SimpleGrid>
              </Accordion.Panel>
            </Accordion.Item>
            {isNew && (
              <Accordion.Item value="instrument" bg="var(--tw-surface)">
                <Accordion.Control>About the new instrument {form.instrument}</Accordion.Control>
                <Accordion.Panel>
                  <SimpleGrid cols={{ base: 1, sm: 2 }}>
                    <MarketFields values={form} problem={problem} mayBeEmpty onChange={set} />
                  </SimpleGrid>
                </Accordion.Panel>
              </Accordion.Item>
            )}
          </Accordion>
          <Group>
            <Button type="submit" disabled={!file || !form.instrument} loading={upload.isPending}>
              Import
            </Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}
