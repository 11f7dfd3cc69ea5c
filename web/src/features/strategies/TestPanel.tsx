import { Alert, Button, Group, MultiSelect, Select, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/http";
import { isFinished } from "../../api/jobs";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Backtest, Series, StrategyDetail } from "../../api/types";
import { verdict as outcomeText } from "../../format/statistics";
import { RunningJob } from "../../live/RunningJob";
import { Headline } from "../../parts/Statistics";
import { commonTimeframes, seriesToTry } from "../../series/timeframes";
import { LinkButton } from "../../ui/LinkButton";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingRows } from "../../ui/states";

interface TestPanelProps {
  strategy: StrategyDetail;
}

/** Runs a strategy as it is, with the defaults, and shows what came of it. */
export function TestPanel({ strategy }: TestPanelProps) {
  const series = useQuery(queries.series());
  return (
    <Panel
      id="test"
      title="Test"
      testId="strategy-test"
      note="With its own parameters and the default assumptions. The run is kept with the backtests."
    >
      <Loaded query={series} loading={<LoadingRows rows={2} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              title="There are no prices to test on"
              action={<LinkButton to="/data/import">Import a file</LinkButton>}
            />
          ) : (
            <Trial strategy={strategy} series={list} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Trial({ strategy, series }: TestPanelProps & { series: Series[] }) {
  const client = useQueryClient();
  const [first] = useState(() => seriesToTry(series, strategy.rule?.fields?.timeframe));
  const [instruments, setInstruments] = useState(first ? [first.instrument] : []);
  const [timeframe, setTimeframe] = useState(first?.timeframe ?? "");
  const timeframes = commonTimeframes(series, instruments);
  const start = useMutation({
    mutationFn: () =>
      send<Backtest>("POST", "/backtests", { strategy: strategy.id, instruments, timeframe }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["backtests", "list"] }),
  });
  const problem = start.error ? asProblem(start.error) : null;
  return (
    <>
      <Group align="flex-end" gap="sm">
        <MultiSelect
          label="Instruments"
          searchable
          data={[...new Set(series.map((each) => each.instrument))].sort()}
          value={instruments}
          error={problem?.messagesFor("instruments")[0]}
          onChange={(chosen) => {
            const left = commonTimeframes(series, chosen);
            setInstruments(chosen);
            setTimeframe(left.includes(timeframe) ? timeframe : (left[0] ?? ""));
          }}
          style={{ flex: "1 1 220px" }}
        />
        <Select
          label="Timeframe"
          allowDeselect={false}
          data={timeframes}
          value={timeframe || null}
          error={problem?.messagesFor("timeframe")[0]}
          onChange={(chosen) => setTimeframe(chosen ?? "")}
          w={120}
        />
        <Button
          loading={start.isPending}
          disabled={instruments.length === 0 || !timeframe}
          onClick={() => start.mutate()}
        >
          Test now
        </Button>
        <LinkButton
          to="/backtests/new"
          search={{ strategy: strategy.id, instrument: instruments[0] ?? "", timeframe }}
          variant="default"
        >
          With other parameters
        </LinkButton>
      </Group>
      {problem && (
        <Alert color="orange" role="alert" mt="md" title="The test was not started">
          {[problem.message, ...problem.errors.map((each) => each.message)].join(" ")}
        </Alert>
      )}
      {start.data && <Tested id={start.data.id} />}
    </>
  );
}

function Tested({ id }: { id: string }) {
  const query = useQuery({
    ...queries.backtest(id),
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.status) ? false : 1_000),
  });
  return (
    <div style={{ marginTop: 16 }} aria-live="polite">
      <Loaded query={query} loading={<LoadingRows rows={2} />}>
        {(run) =>
          !isFinished(run.status) ? (
            <RunningJob
              isBare
              run={run}
              title="Simulating"
              label="Test of this strategy"
              path={`/backtests/${run.id}`}
              queryKey={["backtests", run.id]}
            />
          ) : run.status === "DONE" ? (
            <Result run={run} />
          ) : (
            <Alert color="orange" role="alert" title="The test did not finish">
              {run.error ?? "It was cancelled."}
            </Alert>
          )
        }
      </Loaded>
    </div>
  );
}

function Result({ run }: { run: Backtest }) {
  const robustness = useQuery(queries.robustness(run.id));
  const statistics = run.statisticDetails ?? [];
  const value = (key: string) => statistics.find((each) => each.key === key)?.value;
  return (
    <div data-testid="strategy-tested">
      <Text fw={600}>{robustness.data?.verdict.words}</Text>
      <Text mb="md">{outcomeText(value("totalReturn"), value("buyAndHoldReturn"))}</Text>
      <Headline statistics={statistics} currency={run.inputs?.[0]?.currency ?? ""} />
      <Group mt="md">
        <LinkButton to="/backtests/$id" params={{ id: run.id }}>
          Open the result
        </LinkButton>
      </Group>
    </div>
  );
}
