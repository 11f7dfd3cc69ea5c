import { Alert, Badge, Button, Code, Group, Kbd, Stack, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { queries } from "../../api/queries";
import type { Replay, ReplayDecision, ReplayFrame } from "../../api/types";
import { EChart } from "../../charts/EChart";
import { asNumber, count, decimal, price, quantity } from "../../format/numbers";
import { utcDateTime } from "../../format/time";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";
import { InstrumentChoice, MOST_AT_ONCE } from "./InstrumentChoice";
import { WINDOW, replayOption, stepOfKey, stepped, windowOf, type Step } from "./replay";

/** Steps through a run: what was seen, what was ordered and why, what was filled. */
export function ReplayPage() {
  const { id } = useParams({ from: "/inside/backtests/$id/replay" });
  const search = useSearch({ from: "/inside/backtests/$id/replay" });
  const bar = search.bar ?? 0;
  const navigate = useNavigate({ from: "/backtests/$id/replay" });
  const run = useQuery(queries.backtest(id));
  const instruments = run.data?.instruments ?? [];
  const isChoice = instruments.length > MOST_AT_ONCE;
  const instrument = isChoice ? (search.instrument ?? instruments[0]) : undefined;
  const replay = useQuery({
    ...queries.replay(id, windowOf(bar), WINDOW, instrument),
    enabled: run.isSuccess,
  });
  const go = useCallback(
    (to: number) =>
      void navigate({
        search: ({ instrument }) => ({
          ...(instrument ? { instrument } : {}),
          ...(to > 0 ? { bar: to } : {}),
        }),
        replace: true,
      }),
    [navigate],
  );
  const choose = (next: string) =>
    void navigate({ search: (before) => ({ ...before, instrument: next }), replace: true });

  const data = replay.data;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isWriting =
        event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      const step = stepOfKey(event.key, event.shiftKey);
      if (!data || !step || isWriting || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      go(stepped(data, bar, step));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [data, bar, go]);

  return (
    <>
      <PageHeader
        title="Replay"
        note="The run is repeated; what is shown is what its strategy saw."
        actions={
          <Group gap="xs">
            {isChoice && instrument && (
              <InstrumentChoice instruments={instruments} value={instrument} onChange={choose} />
            )}
            <LinkButton to="/backtests/$id" params={{ id }} variant="default">
              Back to the run
            </LinkButton>
          </Group>
        }
      />
      <Loaded query={replay}>
        {(found) => <Window replay={found} bar={bar} onStep={(s) => go(stepped(found, bar, s))} />}
      </Loaded>
    </>
  );
}

function Window(props: { replay: Replay; bar: number; onStep: (step: Step) => void }) {
  const { replay, bar } = props;
  const frame = replay.frames.find((each) => each.index === bar);
  const palette = usePalette();
  const instrument = frame?.bars[0]?.instrument ?? "";
  const option = replayOption(replay.frames, instrument, bar, palette);
  return (
    <Stack>
      {!replay.same && (
        <Alert color="orange" role="alert">
          The repeated run has another result than the stored one: its data, an instrument or the
          engine changed. Verify it on its page to see which.
        </Alert>
      )}
      <Panel
        title={frame ? `Bar ${count(bar + 1)} of ${count(replay.size)}` : "Loading"}
        note={frame ? `known at ${utcDateTime(frame.time)} UTC` : undefined}
        testId="replay"
        actions={<Buttons onStep={props.onStep} />}
      >
        <EChart option={option} label={`Closes of ${instrument} around this bar`} height={280} />
        <Text size="sm" c="dimmed" mt="xs">
          <Kbd>←</Kbd> <Kbd>→</Kbd> by bar, with <Kbd>Shift</Kbd> by event
        </Text>
      </Panel>
      {frame && <Frame frame={frame} />}
      {!frame && bar >= replay.size && <EmptyState title="The run has no such bar" />}
    </Stack>
  );
}

function Buttons({ onStep }: { onStep: (step: Step) => void }) {
  const steps: [Step, string][] = [
    ["previousEvent", "Event before"],
    ["back", "Back"],
    ["forward", "Forward"],
    ["nextEvent", "Next event"],
  ];
  return (
    <Group gap="xs">
      {steps.map(([step, text]) => (
        <Button key={step} size="xs" variant="default" onClick={() => onStep(step)}>
          {text}
        </Button>
      ))}
    </Group>
  );
}

function Frame({ frame }: { frame: ReplayFrame }) {
  return (
    <>
      {frame.bars.map((decision) => (
        <Decision key={decision.instrument} decision={decision} />
      ))}
      <Panel title="Account" testId="replay-account">
        <Stack gap="xs">
          {frame.fills.map((fill, i) => (
            <Text key={i} data-testid="replay-fill">
              Filled since the bar before: {fill.side} {quantity(asNumber(fill.quantity))}{" "}
              {fill.instrument} at {price(asNumber(fill.price))}, fee {decimal(asNumber(fill.fee))}
            </Text>
          ))}
          {frame.refusals.map((refusal, i) => (
            <Alert key={i} color="orange" variant="light">
              Refused: {refusal.order}: {refusal.reason}
            </Alert>
          ))}
          <Text className="tw-numbers">
            Cash {decimal(asNumber(frame.cash))}
            {frame.positions.map(
              (each) => ` · ${quantity(asNumber(each.quantity))} ${each.instrument}`,
            )}
            {` · equity ${decimal(frame.equity)}`}
          </Text>
        </Stack>
      </Panel>
    </>
  );
}

function Decision({ decision }: { decision: ReplayDecision }) {
  return (
    <Panel title={decision.instrument} testId="replay-decision">
      <Stack gap="sm">
        <Text data-testid="replay-why">{decision.why}</Text>
        {decision.orders.map((order) => (
          <Text key={order} fw={600}>
            Ordered: {order}
          </Text>
        ))}
        <Text size="sm" c="dimmed" className="tw-numbers">
          Open {price(decision.open)} · high {price(decision.high)} · low {price(decision.low)} ·
          close {price(decision.close)}
        </Text>
        {decision.values.length > 0 && (
          <Table.ScrollContainer minWidth={260}>
            <Table aria-label={`Values of ${decision.instrument}`}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>What it looks at</Table.Th>
                  <Table.Th ta="right">Value</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {decision.values.map((value, i) => (
                  <Table.Tr key={i}>
                    <Table.Td pl={`${value.depth * 1.25 + 0.5}rem`}>
                      <Code>{value.text}</Code>
                    </Table.Td>
                    <Table.Td ta="right" className="tw-numbers">
                      {value.condition ? (
                        <Badge
                          color={conditionColor(value.shown)}
                          variant="light"
                          radius="sm"
                          tt="none"
                        >
                          {value.shown}
                        </Badge>
                      ) : (
                        value.shown
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
    </Panel>
  );
}

function conditionColor(shown: string): string {
  return shown === "true" ? "teal" : shown === "false" ? "gray" : "orange";
}
