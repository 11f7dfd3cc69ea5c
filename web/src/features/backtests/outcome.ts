import type { Backtest } from "../../api/types";
import { asNumber, count, decimal, percent, plural } from "../../format/numbers";
import { labelOfOption } from "../../simulation/assumptions";

/** The value of a statistic; nothing where the run has none. */
export function statisticOf(run: Backtest, key: string): number | null {
  return run.statisticDetails?.find((each) => each.key === key)?.value ?? null;
}

/** What a reader has to know of the assumptions before anything else, in one sentence. */
export function assumedText(run: Backtest): string {
  const config = run.config;
  if (!config) {
    return "The assumptions of this run were not kept.";
  }
  const value = (name: string) => config.assumptions?.[name];
  const currency = run.inputs?.[0]?.currency ?? "";
  const model = value("fillModel") ?? "next_open";
  const parts = [
    `${decimal(asNumber(value("initialCash") ?? config.cash), 0)} ${currency} at the start`,
    `market orders at ${MODELS[model] ?? labelOfOption(model).toLowerCase()}`,
    slippageText(value, config.slippageBps),
    feeText(value, config.feeBps),
    participationText(asNumber(value("participation"))),
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

const MODELS: Readonly<Record<string, string>> = {
  next_open: "the next bar's open",
  close: "the close they were decided on",
  worst: "the next bar's worst price",
  vwap: "the next bar's mean price",
  intrabar: "the first finer price after the decision",
};

type ValueOf = (name: string) => string | undefined;

function slippageText(value: ValueOf, bps: string): string {
  const model = value("slippageModel") ?? "fixed_bps";
  switch (model) {
    case "fixed_bps":
      return `worsened by ${bps} basis points`;
    case "spread":
      return `worsened by half a spread of ${value("spreadBps") ?? "?"} basis points`;
    default:
      return `worsened by ${labelOfOption(model).toLowerCase()} impact`;
  }
}

function feeText(value: ValueOf, bps: string): string {
  switch (value("costModel") ?? "per_notional") {
    case "per_share":
      return `a fee of ${value("feePerUnit") ?? "?"} for each unit`;
    case "fixed":
      return `a fee of ${value("feePerOrder") ?? "?"} for each order`;
    default:
      return `a fee of ${bps} basis points on either side`;
  }
}

function participationText(part: number | null): string {
  return part === null
    ? ""
    : part > 0
      ? `at most ${percent(part, 0)} of a bar's volume`
      : "any size";
}

/** What trading cost, and how that stands to what it earned. */
export function costText(run: Backtest): string {
  const currency = run.inputs?.[0]?.currency ?? "";
  const fees = statisticOf(run, "feesPaid");
  const slippage = statisticOf(run, "slippagePaid");
  if (fees === null && slippage === null) {
    return "What it cost was not kept.";
  }
  const paid = `${decimal(fees)} ${currency} in fees and ${decimal(slippage)} ${currency} in slippage`;
  const share = statisticOf(run, "costShare");
  if (share === null) {
    return `${paid}; before them there was no profit.`;
  }
  return share > 1
    ? `${paid}: more than all it earned before them.`
    : `${paid}: ${percent(share, 1)} of what it earned before them.`;
}

/** What had been tried on the same prices by then; nothing where it was not counted. */
export function triedText({ trials }: Pick<Backtest, "trials">): string {
  if (!trials) {
    return "";
  }
  if (trials.count <= 1) {
    return "When it was run, nothing else had been tried on these prices with this strategy.";
  }
  const from = [
    trials.studies > 0 ? plural(trials.studies, "study", "studies") : "",
    trials.runs > 0 ? plural(trials.runs, "single run") : "",
  ].filter(Boolean);
  const counted = `When it was run, one of ${count(trials.count)} sets tried on these prices (${from.join(" and ")}).`;
  if (trials.expectedBestSharpe === null) {
    return counted;
  }
  const best = `The best of so many shows a Sharpe ratio of ${decimal(trials.expectedBestSharpe)} without skill`;
  return trials.deflatedSharpe === null
    ? `${counted} ${best}.`
    : `${counted} ${best}; this one is truly above that with a probability of ${percent(trials.deflatedSharpe, 0)}.`;
}

/** How sure one can be that there is anything; the numbers behind come with the checks. */
export function skillText(run: Backtest): string {
  const probability = statisticOf(run, "probabilisticSharpe");
  const days = statisticOf(run, "tradingDays");
  const trips = statisticOf(run, "roundTrips");
  const basis = `${count(trips)} round trips on ${count(days)} days`;
  return probability === null
    ? `From ${basis} nothing can be said.`
    : `From ${basis}, its true Sharpe ratio is above 0 with a probability of ${percent(probability, 0)}.`;
}
