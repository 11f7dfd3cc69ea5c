import { Alert, Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { Backtest } from "../../api/types";
import { plural, unbroken } from "../../format/numbers";
import { verdict as outcomeText } from "../../format/statistics";
import { RunningJob } from "../../live/RunningJob";
import { luckSentence } from "../../parts/tearSheet";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingRows } from "../../ui/states";
import { assumedText, costText, skillText, statisticOf, triedText } from "./outcome";
import { levelColor } from "./robustness";
import { useAnalyses } from "./useAnalyses";

/** What is to be thought of a run: first of all on its page, before anything was examined too. */
export function VerdictPanel({ run }: { run: Backtest }) {
  const { robustness, running, last, error, busy, examine } = useAnalyses(run.id);
  const sheet = useQuery(queries.tearSheet(run.id));
  const missing = (robustness.data?.checks ?? []).filter((each) => !each.report);
  return (
    <Panel
      title="Verdict"
      testId="robustness-verdict"
      note={
        missing.length > 0
          ? `From the run itself; ${plural(missing.length, "check")} not made yet.`
          : "From the run itself and all checks."
      }
      actions={
        robustness.data && (
          <Button
            disabled={busy}
            onClick={() => examine(missing.map((each) => each.check))}
            variant={missing.length > 0 ? "filled" : "default"}
          >
            {missing.length === 0
              ? "Run all checks again"
              : missing.length === robustness.data.checks.length
                ? "Run all checks"
                : `Run the ${plural(missing.length, "missing check")}`}
          </Button>
        )
      }
    >
      <Loaded query={robustness} loading={<LoadingRows rows={4} />}>
        {({ verdict }) => (
          <>
            <Alert color={levelColor(verdict.level)} variant="light" mb="md">
              <Text size="lg" fw={600} c="var(--tw-text)">
                {verdict.words}
              </Text>
              <Text mt={4} c="var(--tw-text)" data-testid="outcome">
                {outcomeText(statisticOf(run, "totalReturn"), statisticOf(run, "buyAndHoldReturn"))}
              </Text>
            </Alert>
            <div className="verdict-columns">
              <section>
                <h3>The strongest reasons for doubt</h3>
                <ol data-testid="reasons">
                  {verdict.reasons.slice(0, 3).map((reason) => (
                    <li key={reason.code}>{unbroken(reason.words)}</li>
                  ))}
                </ol>
              </section>
              <section>
                <h3>In short</h3>
                <dl className="verdict-facts">
                  <dt>Assumed</dt>
                  <dd>
                    {assumedText(run)} <a href="#assumptions">All assumptions</a>
                  </dd>
                  <dt>Cost</dt>
                  <dd>{costText(run)}</dd>
                  <dt>Luck?</dt>
                  <dd>
                    {skillText(run)}{" "}
                    {sheet.data && luckSentence(sheet.data.uncertainty.noEdge.finalEquityRank)}
                  </dd>
                  {run.trials && (
                    <>
                      <dt>Tried</dt>
                      <dd data-testid="tried">{triedText(run)}</dd>
                    </>
                  )}
                </dl>
              </section>
            </div>
          </>
        )}
      </Loaded>
      {running && (
        <RunningJob
          isBare
          run={running}
          title={running.checks.length > 0 ? "Examining" : "Repeating the run"}
          label="Analysis of this run"
          path={`/analyses/${running.id}`}
          queryKey={["analyses", "of", run.id]}
        />
      )}
      {!running && last?.status === "FAILED" && (
        <Alert color="orange" role="alert" title="The last analysis failed" mt="md">
          {last.message ?? "The server gave no reason."}
        </Alert>
      )}
      {error && (
        <Alert color="orange" role="alert" mt="md">
          {asProblem(error).message}
        </Alert>
      )}
    </Panel>
  );
}
