import { useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import {
  Breakdowns,
  DailyChart,
  Drawdowns,
  ExposureChart,
  RollingCharts,
  UncertaintyView,
  Years,
} from "../../parts/TearSheet";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingBox } from "../../ui/states";
import { usePalette } from "../../ui/useScheme";

/** What the full report shows beside the result itself. */
export function TearSheetPanels({ id, currency }: { id: string; currency: string }) {
  const query = useQuery(queries.tearSheet(id));
  const palette = usePalette();
  return (
    <Loaded query={query} loading={<LoadingBox height={320} />}>
      {(sheet) => (
        <>
          <Panel
            title="How much may be chance"
            note="What resampling the run's own days and round trips says about its figures."
          >
            <UncertaintyView data={sheet.uncertainty} />
          </Panel>
          <Panel
            title="Against holding the instruments"
            note="At day ends; equal amounts held from the first close on, without costs."
          >
            <DailyChart sheet={sheet} palette={palette} currency={currency} />
          </Panel>
          <Panel title="Years" note="Calendar years in UTC; the first and the last may be cut.">
            <Years years={sheet.yearly} palette={palette} />
          </Panel>
          <Panel title="Worst drawdowns" note="Of the equity at day ends.">
            <Drawdowns drawdowns={sheet.drawdowns} />
          </Panel>
          <Panel
            title="Rolling measures"
            note={
              sheet.rolling.window > 0 ? `Over the last ${sheet.rolling.window} days.` : undefined
            }
          >
            <RollingCharts sheet={sheet} palette={palette} />
          </Panel>
          {sheet.daily.exposure.length > 0 && (
            <Panel title="Exposure" note="Value of what is held over the equity, at day ends.">
              <ExposureChart sheet={sheet} palette={palette} />
            </Panel>
          )}
          <Panel title="Round trips by their properties">
            <Breakdowns breakdowns={sheet.breakdowns} />
          </Panel>
        </>
      )}
    </Loaded>
  );
}
