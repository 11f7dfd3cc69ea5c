import { Alert, Badge, Button, Group, Select, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { CheckReport, CheckTable, RobustnessCheck, Verification } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { utcDateTime } from "../../format/time";
import { FoldingPanel, Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { OUTCOMES, chartOf, isNumeric, shownCell, shownNumber } from "./robustness";
import { useAnalyses } from "./useAnalyses";

const SHOWN_ROWS = 25;

/** The checks of a result, one by one, and whether it can be repeated. */
export function RobustnessView({ id }: { id: string }) {
  const { robustness, busy, examine, verify } = useAnalyses(id);
  return (
    <Loaded query={robustness}>
      {(found) => (
        <Stack>
          {found.checks.map((check) => (
            <CheckPanel
              key={check.check}
              check={check}
              busy={busy}
              onRun={() => examine([check.check])}
            />
          ))}
          <VerifyPanel
            verification={found.verification?.verification ?? null}
            madeAt={found.verification?.finishedAt ?? null}
            busy={busy}
            onVerify={verify}
          />
        </Stack>
      )}
    </Loaded>
  );
}

function CheckPanel(props: { check: RobustnessCheck; busy: boolean; onRun: () => void }) {
  const { check } = props;
  const report = check.report;
  return (
    <FoldingPanel
      title={check.title}
      testId={`check-${check.check}`}
      note={check.madeAt ? `made ${utcDateTime(check.madeAt)} UTC` : "not examined yet"}
      actions={
        <Group gap="xs">
          {report && (
            <Badge
              color={OUTCOMES[report.outcome].color}
              variant="light"
              radius="sm"
              tt="none"
              fw={600}
            >
              {OUTCOMES[report.outcome].text}
            </Badge>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={props.busy}
            onClick={props.onRun}
            aria-label={`Run the check ${check.title}`}
          >
            {report ? "Run again" : "Run"}
          </Button>
        </Group>
      }
    >
      {report && <Report report={report} />}
    </FoldingPanel>
  );
}

function Report({ report }: { report: CheckReport }) {
  return (
    <Stack gap="sm">
      <Text>{report.sentence}</Text>
      {report.figures.length > 0 && (
        <Group gap="xl">
          {report.figures.map((figure) => (
            <div key={figure.key}>
              <Text size="sm" c="dimmed">
                {figure.label}
              </Text>
              <Text fw={600} className="tw-numbers">
                {shownNumber(figure.value, figure.unit)}
              </Text>
            </div>
          ))}
        </Group>
      )}
      {report.tables.map((table) => (
        <ReportTable key={table.key} check={report.check} table={table} />
      ))}
      {report.notes.map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
    </Stack>
  );
}

function ReportTable({ check, table }: { check: string; table: CheckTable }) {
  const palette = usePalette();
  const [isWhole, setWhole] = useState(false);
  const option = chartOf(check, table, palette);
  const rows = isWhole ? table.rows : table.rows.slice(0, SHOWN_ROWS);
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {table.title}
      </Text>
      {option && <EChart option={option} label={table.title} height={240} />}
      <div className="tw-scroll tw-tall" tabIndex={0} role="region" aria-label={table.title}>
        <Table aria-label={table.title} withRowBorders miw={420}>
          <Table.Thead>
            <Table.Tr>
              {table.columns.map((column) => (
                <Table.Th key={column.key} ta={isNumeric(column.unit) ? "right" : "left"}>
                  {column.label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, at) => (
              // Rows have no name of their own; their order never changes.
              <Table.Tr key={at}>
                {table.columns.map((column, i) => (
                  <Table.Td
                    key={column.key}
                    ta={isNumeric(column.unit) ? "right" : "left"}
                    className="tw-numbers"
                  >
                    {shownCell(row[i], column.unit)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {table.rows.length > SHOWN_ROWS && (
        <Button variant="subtle" size="xs" onClick={() => setWhole(!isWhole)}>
          {isWhole ? "Show fewer rows" : `Show all ${table.rows.length} rows`}
        </Button>
      )}
    </div>
  );
}

function VerifyPanel(props: {
  verification: Verification | null;
  madeAt: string | null;
  busy: boolean;
  onVerify: (mode: string) => void;
}) {
  const [mode, setMode] = useState("strict");
  const { verification } = props;
  return (
    <Panel
      title="Repeat the run"
      testId="verification"
      note={
        props.madeAt
          ? `verified ${utcDateTime(props.madeAt)} UTC`
          : "Runs it again from what is stored and compares every hash."
      }
      actions={
        <Group gap="xs">
          <Select
            aria-label="How strictly to compare"
            size="xs"
            w={110}
            allowDeselect={false}
            data={["strict", "warn", "trust"]}
            value={mode}
            onChange={(value) => setMode(value ?? "strict")}
          />
          <Button size="xs" disabled={props.busy} onClick={() => props.onVerify(mode)}>
            Verify
          </Button>
        </Group>
      }
    >
      {verification && (
        <Stack gap="sm">
          <Alert color={verification.passed ? "teal" : "orange"} variant="light">
            {verification.sentence}
          </Alert>
          <Table.ScrollContainer minWidth={420}>
            <Table aria-label="What was compared">
              <Table.Tbody>
                {verification.items.map((item) => (
                  <Table.Tr key={item.key}>
                    <Table.Td>{item.key}</Table.Td>
                    <Table.Td>{item.compared.toLowerCase()}</Table.Td>
                    <Table.Td className="breakable">{item.detail}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Stack>
      )}
    </Panel>
  );
}
