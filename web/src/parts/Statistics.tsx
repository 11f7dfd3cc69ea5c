import {
  formatStatistic,
  groupStatistics,
  headline,
  undefinedReason,
  type StatisticLike,
} from "../format/statistics";
import { Tip } from "./Tip";

interface StatisticsProps {
  statistics: readonly StatisticLike[];
  currency: string;
}

/** A value in its unit; a dash says in a tooltip why there is none. */
export function StatisticValue({
  statistic,
  currency,
}: {
  statistic: StatisticLike;
  currency: string;
}) {
  const { value, unit, key, undefined: reason } = statistic;
  if (value === null || !Number.isFinite(value)) {
    return (
      <Tip text={undefinedReason(key, reason)} side="right">
        —
      </Tip>
    );
  }
  const isSigned = /return|cagr|expectancy|pnl/i.test(key) && !/buyAndHold/.test(key);
  const tone = isSigned && value !== 0 ? (value > 0 ? "tw-up" : "tw-down") : undefined;
  return <span className={tone}>{formatStatistic(value, unit, currency)}</span>;
}

/** The few numbers that answer "was it any good?". */
export function Headline({ statistics, currency }: StatisticsProps) {
  return (
    <dl className="tw-headline" data-testid="headline">
      {headline(statistics).map((statistic) => (
        <div key={statistic.key}>
          <dt>
            <Tip text={statistic.definition}>{statistic.label}</Tip>
          </dt>
          <dd>
            <StatisticValue statistic={statistic} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** All measures under headings, each with its definition. */
export function StatisticGroups({ statistics, currency }: StatisticsProps) {
  return (
    <div className="tw-statistics" data-testid="statistics">
      {groupStatistics(statistics).map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.items.map((statistic) => (
              <div key={statistic.key}>
                <dt>
                  <Tip text={statistic.definition}>{statistic.label}</Tip>
                </dt>
                <dd>
                  <StatisticValue statistic={statistic} currency={currency} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
