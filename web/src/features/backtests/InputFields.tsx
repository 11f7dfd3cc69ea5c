import { MultiSelect, Select, SimpleGrid, Text } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queries } from "../../api/queries";
import type { Series } from "../../api/types";
import { actionsText } from "../../series/actions";
import {
  TRADES,
  currenciesOf,
  detailChoices,
  foreignCurrencies,
  type RunInputs,
} from "./runInputs";

interface InputFieldsProps {
  instruments: readonly string[];
  timeframe: string;
  series: readonly Series[];
  /** Currency of the account; empty for the one that the instruments share. */
  account: string;
  inputs: RunInputs;
  errorOf: (field: string) => string | undefined;
  onChange: (inputs: RunInputs) => void;
}

/** What a run reads beside the bars of its instruments. */
export function InputFields(props: InputFieldsProps) {
  const { instruments, timeframe, series, account, inputs, errorOf, onChange } = props;
  const known = useQuery(queries.instruments());
  const definitions = useQuery(queries.signalDefinitions({ limit: 200 }));
  const set = (changes: Partial<RunInputs>) => onChange({ ...inputs, ...changes });
  const stored = [...new Set(series.map((each) => each.instrument))].sort();
  const currencies = currenciesOf(known.data ?? [], instruments);
  const trades = useQuery(queries.trades());
  const finer = detailChoices(series, instruments, timeframe, trades.data);
  const details = inputs.detail && !finer.includes(inputs.detail) ? [inputs.detail] : [];
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
        <Select
          label="Benchmark"
          description="What beta, alpha and the like are measured against."
          placeholder="Holding the instruments of the run"
          clearable
          clearButtonProps={{ "aria-label": "No benchmark of choice" }}
          searchable
          data={stored}
          value={inputs.benchmark || null}
          error={errorOf("benchmark")}
          onChange={(benchmark) => set({ benchmark: benchmark ?? "" })}
        />
        <Select
          label="Detail bars"
          description="Finer bars or trades show in which order prices were reached within a bar."
          placeholder={finer.length > 0 ? "None: the worse order is assumed" : "None are stored"}
          clearable
          clearButtonProps={{ "aria-label": "No detail bars" }}
          data={[...finer, ...details].map((value) => ({
            value,
            label: value === TRADES ? "trades: each by itself, filled intrabar" : value,
          }))}
          disabled={finer.length === 0 && details.length === 0}
          value={inputs.detail || null}
          error={errorOf("detail")}
          onChange={(detail) => set({ detail: detail ?? "" })}
        />
        <MultiSelect
          label="Signals the strategy is told of"
          description="Stored ones, told when they were known. Rules do not listen; code may."
          placeholder={inputs.signals.length > 0 ? undefined : "None"}
          data={(definitions.data?.items ?? []).map(({ name }) => name)}
          value={[...inputs.signals]}
          error={errorOf("signals")}
          onChange={(signals) => set({ signals })}
        />
        {foreignCurrencies(currencies, account).map((currency) => (
          <Select
            key={currency}
            label={`Rate of ${currency} in ${account}`}
            description="The stored instrument that gives it."
            placeholder={`By its name, such as ${currency}${account}`}
            clearable
            clearButtonProps={{ "aria-label": `Rate of ${currency} by its name` }}
            searchable
            data={stored}
            value={inputs.rates[currency] || null}
            error={errorOf(`rates.${currency}`)}
            onChange={(instrument) =>
              set({ rates: { ...inputs.rates, [currency]: instrument ?? "" } })
            }
          />
        ))}
      </SimpleGrid>
      {currencies.length > 1 && account === "" && (
        <Text size="sm" mt="sm" role="note">
          The instruments are priced in {currencies.join(" and ")}: choose the account currency
          under more assumptions, then their rates here.
        </Text>
      )}
      <AppliedActions instruments={instruments} timeframe={timeframe} />
    </>
  );
}

/** So many instruments are asked for what happened to them. */
const MOST_ASKED = 8;

/** Splits and dividends are always applied; the form says which there are. */
function AppliedActions({
  instruments,
  timeframe,
}: {
  instruments: readonly string[];
  timeframe: string;
}) {
  const asked = instruments.slice(0, MOST_ASKED);
  const lists = useQueries({ queries: asked.map((id) => queries.corporateActions(id)) });
  if (asked.length === 0) {
    return null;
  }
  return (
    <Text size="sm" c="dimmed" mt="sm" component="div" data-testid="applied-actions">
      Splits and dividends are applied:{" "}
      {asked.map((instrument, i) => (
        <span key={instrument}>
          {i > 0 && "; "}
          <Link to="/data/series" search={{ instrument, timeframe }}>
            {instrument}
          </Link>{" "}
          {lists[i]?.data ? actionsText(lists[i].data) : lists[i]?.error ? "unknown" : "…"}
        </span>
      ))}
      {instruments.length > asked.length &&
        `; and those of ${instruments.length - asked.length} more`}
      .
    </Text>
  );
}
