import { Alert, Button, Group, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { send } from "../../api/http";
import { isFinished } from "../../api/jobs";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Import } from "../../api/types";
import { count, plural, price } from "../../format/numbers";
import { utcDateTime, utcMoment } from "../../format/time";
import { useLive } from "../../live/live";
import { PageHeader } from "../../ui/PageHeader";
import { RunningJob } from "../../live/RunningJob";
import { Loaded } from "../../ui/states";
import { StatusBadge } from "../../ui/status";
import { ReportView } from "./ReportView";
import { LinkButton } from "../../ui/LinkButton";

/** One import: progress while it runs, then what came of it. */
export function ImportPage() {
  const { id } = useParams({ from: "/inside/data/imports/$id" });
  const { link } = useLive();
  const query = useQuery({
    ...queries.import(id),
    refetchInterval: ({ state }) =>
      state.data && !isFinished(state.data.status) ? (link === "live" ? 5_000 : 1_500) : false,
  });
  return (
    <Loaded page="Import" query={query}>
      {(data) => (
        <>
          <PageHeader
            title={data.fileName}
            note={
              <>
                Import into {data.instrument} {data.timeframe ?? data.report?.timeframe ?? ""} ·
                started {utcDateTime(data.createdAt)} UTC
              </>
            }
            actions={<StatusBadge status={data.status} />}
          />
          <Stack>
            <Outcome data={data} />
            {data.report && <ReportView report={data.report} />}
          </Stack>
        </>
      )}
    </Loaded>
  );
}

function Outcome({ data }: { data: Import }) {
  switch (data.status) {
    case "QUEUED":
    case "RUNNING":
      return <Running data={data} />;
    case "CONFLICT":
      return <Conflict data={data} />;
    case "DONE":
      return (
        <Alert color="tide" title={data.message ?? "Imported"} role="status">
          <Group gap="sm" mt={4}>
            <SeriesLink data={data} />
          </Group>
        </Alert>
      );
    case "REFUSED":
      return (
        <Alert color="orange" title="The file was refused; nothing was stored" role="alert">
          {data.report?.refusal ?? data.message}
        </Alert>
      );
    case "FAILED":
      return (
        <Alert color="orange" title="The import failed; nothing was stored" role="alert">
          {data.message}
        </Alert>
      );
    case "CANCELLED":
      return (
        <Alert color="gray" title="Cancelled; nothing was stored">
          {data.message}
        </Alert>
      );
    case "INTERRUPTED":
      return (
        <Alert color="orange" title="Interrupted; nothing was stored" role="alert">
          {data.message ?? "Tradewind stopped while this ran. Import the file again."}
        </Alert>
      );
  }
}

function SeriesLink({ data }: { data: Import }) {
  const timeframe = data.timeframe ?? data.report?.timeframe;
  if (!timeframe) {
    return null;
  }
  const search = { instrument: data.instrument, timeframe };
  return (
    <>
      <LinkButton to="/chart" search={search} size="xs">
        Look at the chart
      </LinkButton>
      <LinkButton to="/backtests/new" search={search} size="xs" variant="default">
        Backtest it
      </LinkButton>
    </>
  );
}

function Running({ data }: { data: Import }) {
  return (
    <RunningJob
      run={data}
      title="Reading the file"
      label={`Import of ${data.fileName}`}
      path={`/imports/${data.id}`}
      queryKey={["imports", data.id]}
    />
  );
}

/** Trades have no timeframe, and disagree by moments. */
function conflictWords(conflicts: number, report: Import["report"]) {
  return report?.timeframe
    ? plural(conflicts, "bar disagrees", "bars disagree")
    : plural(conflicts, "moment disagrees", "moments disagree");
}

function Conflict({ data }: { data: Import }) {
  const client = useQueryClient();
  const replace = useMutation({
    mutationFn: () => send<Import | null>("POST", `/imports/${data.id}/replace`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["imports", data.id] }),
  });
  const examples = data.conflict?.examples ?? [];
  return (
    <Alert
      color="orange"
      role="alert"
      title={`${conflictWords(data.conflict?.count ?? 0, data.report)} with what is stored; nothing was changed`}
    >
      <Text size="sm" mb="sm">
        What is stored and this file overlap and have different values. Keep what is stored, or
        replace it with this file.
      </Text>
      {examples.length > 0 && (
        <div className="tw-scroll">
          <Table withRowBorders={false} verticalSpacing={4} mb="md" className="tw-numbers">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Time (UTC)</Table.Th>
                <Table.Th>Field</Table.Th>
                <Table.Th ta="right">Stored</Table.Th>
                <Table.Th ta="right">In this file</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {examples.map((example, i) => (
                <Table.Tr key={`${example.time}-${example.field}-${i}`}>
                  <Table.Td>{utcMoment(example.time)}</Table.Td>
                  <Table.Td>{example.field}</Table.Td>
                  <Table.Td ta="right">{show(example.stored)}</Table.Td>
                  <Table.Td ta="right">{show(example.offered)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {replace.error && (
        <Text size="sm" mb="sm">
          {asProblem(replace.error).message}
        </Text>
      )}
      <Button
        size="xs"
        color="orange.8"
        loading={replace.isPending}
        onClick={() => replace.mutate()}
      >
        Replace {count(data.conflict?.count)} stored
      </Button>
    </Alert>
  );
}

function show(value: number | string | null): string {
  return typeof value === "string" ? value : price(value);
}
