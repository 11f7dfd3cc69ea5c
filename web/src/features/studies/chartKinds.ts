// Chart kinds that only studies draw; registered with the ones that all pages share.
import {
  ParallelChart,
  ScatterChart,
  type ParallelSeriesOption,
  type ScatterSeriesOption,
} from "echarts/charts";
import { ParallelComponent, type ParallelComponentOption } from "echarts/components";
import { use as registerParts, type ComposeOption } from "echarts/core";
import type { EChartsOption } from "../../charts/echarts";

registerParts([ParallelChart, ParallelComponent, ScatterChart]);

type MoreOption = ComposeOption<
  ParallelSeriesOption | ScatterSeriesOption | ParallelComponentOption
>;

/** An option with these kinds for the canvas that all charts share. */
export function shared(option: MoreOption | (EChartsOption & MoreOption)): EChartsOption {
  return option as EChartsOption;
}
