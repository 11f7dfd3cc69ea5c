import { Alert, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import type { Backtest } from "../../api/types";
import { Basis, MAX_POINTS, ResultView } from "./ResultView";
import { partText } from "./partial";

/** What a failed or cancelled run had done, marked as a part before anything of it is read. */
export function PartialResult({ run }: { run: Backtest }) {
  const equity = useQuery(queries.equity(run.id, MAX_POINTS));
  return (
    <Stack data-testid="partial">
      <Alert color="yellow" title="Only a part of the run" role="note">
        {partText(run, equity.data?.t.at(-1) ?? null)}
      </Alert>
      <ResultView run={run} />
      <Basis run={run} />
    </Stack>
  );
}
