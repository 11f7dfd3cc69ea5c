import { Badge, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import type { FlagExample, ImportReport, QualityFlag, RowRejection } from "../../api/types";
import { count, percent } from "../../format/numbers";
import { utcMoment, withMoments } from "../../format/time";
import { DataTable, type Column } from "../../ui/DataTable";
import { Panel } from "../../ui/Panel";
import { flagWords } from "../../ui/flags";
import { EmptyState } from "../../ui/states";

/** What an import read, refused and noticed, in words a person can act on. */
export function ReportView({ report }: { report: ImportReport }) {
  const share = report.rowsRead > 0 ? report.rejectedCount / report.rowsRead : null;
  return (
    <Stack data-testid="import-report">
      <Panel label="Summary">
        <dl className="tw-headline">
          <Amount name="Rows read" value={count(report.rowsRead)} />
          <Amount name="Accepted" value={count(report.accepted)} />
          <Amount
            name="Rejected"
            value={`${count(report.rejectedCount)}${report.rejectedCount > 0 ? ` (${percent(share)})` : ""}`}
          />
          {report.timeframe && (
            <Amount
              name={report.timeframeInferred ? "Timeframe (inferred)" : "Timeframe"}
              value={report.timeframe}
            />
          )}
        </dl>
        {report.notes.length > 0 && (
          <ul style={{ margin: "16px 0 0", paddingLeft: 20 }}>
            {report.notes.map((note, i) => (
              <li key={i}>
                <Text size="sm" className="breakable">
                  {note}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {report.rejectedCount > 0 && <Rejections report={report} />}
      {report.timeframe && <Flags flags={report.flags} />}
    </Stack>
  );
}

function Amount({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type NumberedRejection = RowRejection & { index: number };

function Rejections({ report }: { report: ImportReport }) {
  const shown = useMemo(
    () => report.rejections.slice(0, 200).map((row, index) => ({ ...row, index })),
    [report],
  );
  const columns = useMemo<Column<NumberedRejection>[]>(
    () => [
      { id: "line", header: "Line", align: "right", cell: (row) => count(row.line) },
      {
        id: "reason",
        header: "Why",
        cell: (row) => <span className="breakable">{row.reason}</span>,
      },
      {
        id: "text",
        header: "As written",
        cell: (row) => <code className="breakable">{row.text}</code>,
      },
    ],
    [],
  );
  return (
    <Panel
      title="Rejected rows"
      note={
        shown.length < report.rejectedCount
          ? `Not in the series. The first ${shown.length} of ${count(report.rejectedCount)}.`
          : "Not in the series."
      }
    >
      <DataTable
        label="Rejected rows"
        columns={columns}
        rows={shown}
        rowId={(row) => String(row.index)}
        dense
        testId="rejections"
      />
    </Panel>
  );
}

function Flags({ flags }: { flags: readonly QualityFlag[] }) {
  return (
    <Panel
      title="Noticed, but kept"
      note="Nothing is repaired silently; decide what it means for you."
    >
      {flags.length === 0 ? (
        <EmptyState title="Nothing looks wrong" />
      ) : (
        <Stack gap="lg">
          {flags.map((flag) => (
            <Flag key={flag.kind} flag={flag} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Flag({ flag }: { flag: QualityFlag }) {
  const { label, meaning } = flagWords(flag.kind);
  return (
    <div>
      <Text fw={600} component="div">
        {label}{" "}
        <Badge variant="light" color="yellow" radius="sm" ml={4}>
          {count(flag.count)}
        </Badge>
      </Text>
      <Text size="sm" c="dimmed">
        {meaning}
      </Text>
      {(flag.examples ?? []).length > 0 && (
        <ul style={{ margin: "6px 0 0", paddingLeft: 20 }}>
          {flag.examples.slice(0, 5).map((example, i) => (
            <li key={i}>
              <Text size="sm" className="breakable tw-numbers">
                {exampleText(example)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function exampleText(example: FlagExample): string {
  const parts = [
    example.time ? `${utcMoment(example.time)} UTC` : null,
    example.line ? `line ${count(example.line)}` : null,
    example.detail ? withMoments(example.detail) : null,
  ];
  return parts.filter(Boolean).join(" · ");
}
