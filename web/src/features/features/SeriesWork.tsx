import { Alert, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import type { FeatureBuild, FeatureCoverage, FeatureExport } from "../../api/types";
import { LabelFields } from "./LabelFields";
import { NO_LABELS, labelRequest } from "./labels";
import { freshnessText, fullest } from "./words";

const FORMATS = [
  { value: "csv", label: "CSV" },
  { value: "parquet", label: "Parquet" },
  { value: "arrow", label: "Arrow" },
];
const EVERY = "every series";
/** Refusals of these stand at their fields. */
const FIELDS = ["labels", "volatility", "side"];

/** Builds or exports a feature on the series that is chosen. */
export function SeriesWork({
  feature,
  items,
  opened,
  onClose,
}: {
  feature: string;
  items: FeatureCoverage["items"];
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Build or export"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      centered
    >
      {opened && <Form feature={feature} items={items} onClose={onClose} />}
    </Modal>
  );
}

interface FormProps {
  feature: string;
  items: FeatureCoverage["items"];
  onClose: () => void;
}

function Form({ feature, items, onClose }: FormProps) {
  const client = useQueryClient();
  const named = items.map((item) => ({ name: `${item.instrument} ${item.timeframe}`, item }));
  const best = fullest(items);
  const [wanted, setWanted] = useState(best ? `${best.instrument} ${best.timeframe}` : EVERY);
  const [format, setFormat] = useState("csv");
  const [labels, setLabels] = useState(NO_LABELS);
  const chosen = named.find(({ name }) => name === wanted)?.item;
  const series = chosen && { instrument: chosen.instrument, timeframe: chosen.timeframe };
  const build = useMutation({
    mutationFn: () => send<FeatureBuild>("POST", "/feature-builds", series ?? {}),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["features", "builds"] }),
  });
  const write = useMutation({
    mutationFn: (wanted: ReturnType<typeof labelRequest>) =>
      send<FeatureExport>("POST", "/feature-exports", {
        ...series,
        features: [feature],
        format,
        ...wanted,
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["feature-exports"] }),
  });
  const refused = write.error ? asProblem(write.error) : null;
  const problem = build.error ? asProblem(build.error) : refused;
  return (
    <Stack>
      {problem && (
        <Alert color="orange" role="alert">
          {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
        </Alert>
      )}
      <Select
        label="Series"
        searchable
        allowDeselect={false}
        data={[EVERY, ...named.map(({ name }) => name)]}
        value={wanted}
        onChange={(value) => setWanted(value ?? EVERY)}
      />
      <Text size="sm" c="dimmed" role="status">
        {chosen
          ? `${feature} is ${freshnessText(chosen)} on these bars. A build brings all features there up to date.`
          : "A build brings all features on every series up to date. Choose a series to export."}
      </Text>
      <Select
        label="Format of the file"
        allowDeselect={false}
        disabled={!chosen}
        data={FORMATS}
        value={format}
        onChange={(value) => setFormat(value ?? "csv")}
      />
      {chosen && (
        <LabelFields
          form={labels}
          onChange={setLabels}
          problem={refused}
          sent={write.variables?.labels ?? []}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" loading={build.isPending} onClick={() => build.mutate()}>
          Build
        </Button>
        <Button
          loading={write.isPending}
          disabled={!chosen?.built}
          onClick={() => write.mutate(labelRequest(labels))}
        >
          Export
        </Button>
      </Group>
    </Stack>
  );
}
