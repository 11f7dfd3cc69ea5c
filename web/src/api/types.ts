import type { components } from "./schema";

type Schemas = components["schemas"];

/**
 * A value as the server sends it: every field is there, and `null` where there is nothing. (The
 * description marks such fields as optional.)
 */
type Sent<T> = T extends readonly (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Sent<Exclude<T[Key], undefined>> }
    : T;

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

export type Session = Sent<Schemas["SessionView"]>;
export type SetupState = Sent<Schemas["SetupState"]>;
export type ApiKey = Sent<Schemas["ApiKeyView"]>;
export type CreatedApiKey = Sent<Schemas["CreatedApiKey"]>;

export type Instrument = Sent<Schemas["InstrumentView"]>;
export type InstrumentSettings = Omit<Instrument, "id" | "updatedAt">;
export type AssetClass = Instrument["assetClass"];

export type CorporateAction = Sent<Schemas["ActionView"]>;

export type Series = Sent<Schemas["SeriesView"]>;
/** The stored trades of an instrument. */
export type MarketTrades = Sent<Schemas["TradesView"]>;
export type ShownTimeframe = Sent<Schemas["ShownTimeframe"]>;
export type SeriesVerification = Sent<Schemas["SeriesVerificationView"]>;
export type Bars = Sent<Schemas["Bars"]>;
export type IndicatorLine = Sent<Schemas["IndicatorLine"]>;

export type Timeframe = Sent<Schemas["TimeframeView"]>;
export type NewTimeframe = Schemas["NewTimeframe"];
export type TradingCalendar = Sent<Schemas["CalendarView"]>;
export type NewCalendar = Schemas["NewCalendar"];
export type CalendarDetail = Sent<Schemas["CalendarDetail"]>;
export type TradingSession = Sent<Schemas["TradingSessionView"]>;

export type CheckedExpression = Sent<Schemas["ExpressionCheckView"]>;
export type ExpressionProblem = Sent<Schemas["ExpressionProblemView"]>;
export type ExpressionHelp = Sent<Schemas["ExpressionCompleteView"]>;
export type Candidate = Sent<Schemas["CandidateView"]>;
export type ExpressionLanguage = Sent<Schemas["LanguageView"]>;
export type ExpressionFunction = Sent<Schemas["FunctionView"]>;
export type Preview = Sent<Schemas["PreviewView"]>;

export type Feature = Sent<Schemas["FeatureView"]>;
export type FeatureDetail = Sent<Schemas["FeatureDetail"]>;
export type FeatureRequest = Schemas["FeatureRequest"];
export type FeatureCoverage = Sent<Schemas["Coverage"]>;
export type FeatureDistribution = Sent<Schemas["Distribution"]>;
export type FeatureHoles = Sent<Schemas["Undefined"]>;
export type FeatureVerification = Sent<Schemas["VerificationView"]>;
export type FoundMismatch = NonNullable<FeatureVerification["mismatches"]>[number];
/** What it is for is told by the file that comes with it. */
export type FeatureExport = Sent<Omit<Schemas["ExportView"], "manifest">>;
export type FeatureBuild = Sent<Schemas["BuildView"]>;

export type SignalDefinition = Sent<Schemas["SignalDefinitionView"]>;
export type SignalDefinitionDetail = Sent<Schemas["SignalDefinitionDetail"]>;
export type SignalParameter = SignalDefinition["parameters"][number];
export type SignalState = SignalDefinitionDetail["states"][number];
export type SignalGeneration = Sent<Schemas["GenerationView"]>;
export type Signal = Sent<Schemas["SignalView"]>;
export type SignalDetail = Sent<Schemas["SignalDetail"]>;
export type SignalsAsOf = Sent<Schemas["SignalsAsOf"]>;
export type PastSignal = SignalsAsOf["signals"][number];
export type UnusedSignals = Sent<Schemas["UnusedVersion"]>;
export type Scanner = Sent<Schemas["ScannerView"]>;
export type ScannerDetail = Sent<Schemas["ScannerDetail"]>;
export type ScannerResult = Sent<Schemas["ScannerResult"]>;
export type ScannerCandidate = ScannerResult["candidates"][number];
export type ScannerTrial = Schemas["ScannerTrial"];

export type ImportReport = Sent<Schemas["Report"]>;
export type RowRejection = ImportReport["rejections"][number];
export type QualityFlag = ImportReport["flags"][number];
export type FlagExample = QualityFlag["examples"][number];
export type Import = Sent<Schemas["ImportView"]>;
export type ImportOptions = Schemas["ImportRequest"];

export type Strategy = Sent<Schemas["StrategyView"]>;
export type StrategyDetail = Sent<Schemas["StrategyDetail"]>;
export type StrategyRule = Schemas["RuleView"];
export type StrategyParameter = Schemas["ParameterView"];
export type StrategyDocument = Schemas["DocumentRequest"];
export type StrategyCheck = Sent<Omit<Schemas["CheckView"], "rule">> & {
  rule: StrategyRule | null;
};
export type StrategyProblem = Sent<Schemas["ProblemView"]>;
export type StrategyField = Sent<Schemas["FieldView"]>;
export type DeclaredParameter = Schemas["ExpressionParameterRequest"];
export type AssumptionOption = Sent<Schemas["AssumptionOption"]>;
export type NewBacktest = Schemas["BacktestRequest"];
export type BacktestSummary = Sent<Schemas["BacktestView"]>;
export type Backtest = Sent<Schemas["BacktestDetail"]>;
export type OpenPosition = NonNullable<Backtest["openPositions"]>[number];
export type Rejection = NonNullable<Backtest["rejections"]>[number];
/** Where the parameters of a run or of a version of a strategy are from. */
export type Evidence = Sent<Schemas["Evidence"]>;
export type Robustness = Sent<Schemas["RobustnessView"]>;
export type RobustnessCheck = Robustness["checks"][number];
export type CheckReport = Sent<Schemas["CheckDocument"]>;
export type CheckTable = CheckReport["tables"][number];
export type CheckCell = CheckTable["rows"][number][number];
export type CheckUnit = CheckReport["figures"][number]["unit"];
export type Analysis = Sent<Schemas["AnalysisView"]>;
export type Verification = NonNullable<Analysis["verification"]>;
export type Replay = Sent<Schemas["ReplayView"]>;
export type ReplayFrame = Replay["frames"][number];
export type ReplayDecision = ReplayFrame["bars"][number];
export type EquityCurve = Sent<Schemas["EquityCurve"]>;
export type RoundTrip = Sent<Schemas["RoundTripView"]>;
export type MonthReturn = Sent<Schemas["MonthReturn"]>;
export type StatisticDefinition = Sent<Schemas["StatisticView"]>;
export type Comparison = Sent<Schemas["Comparison"]>;

export type Job = Sent<Schemas["JobView"]>;
export type JobStatus = Job["status"];
export type SystemReport = Sent<Schemas["SystemView"]>;
