import { accessQueries } from "./queries/access";
import { marketQueries } from "./queries/market";
import { expressionsQueries } from "./queries/expressions";
import { featuresQueries } from "./queries/features";
import { signalsQueries } from "./queries/signals";
import { strategiesQueries } from "./queries/strategies";
import { backtestsQueries } from "./queries/backtests";

export { featurePath } from "./queries/features";
export { strategyPath } from "./queries/strategies";
export type { BarsRequest, IndicatorRequest, SeriesKey } from "./queries/market";
export type { BacktestFilter, RoundTripFilter } from "./queries/backtests";
export type { FeatureFilter, FeatureKey } from "./queries/features";
export type { SignalFilter } from "./queries/signals";
export type { PreviewRequest } from "./queries/expressions";

/** Everything that pages ask the server, by what they ask for. */
export const queries = {
  ...accessQueries,
  ...marketQueries,
  ...expressionsQueries,
  ...featuresQueries,
  ...signalsQueries,
  ...strategiesQueries,
  ...backtestsQueries,
};
