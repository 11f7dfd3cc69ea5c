import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ApiProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import { ASSET_CLASSES, CALENDARS } from "./choices";

/** How an instrument is quoted and traded, as text; empty where it is left open. */
export interface MarketText {
  assetClass: string;
  currency: string;
  tickSize: string;
  lotSize: string;
  calendar: string;
}

/** The fields of an instrument that an import and an edit share. */
export function MarketFields({
  values,
  problem,
  mayBeEmpty = false,
  onChange,
}: {
  values: MarketText;
  problem: ApiProblem | null;
  /** Whether what is left out is chosen by the importer. */
  mayBeEmpty?: boolean;
  onChange: (changes: Partial<MarketText>) => void;
}) {
  const calendars = useQuery(queries.calendars());
  const own = (calendars.data ?? [])
    .filter((each) => !each.builtIn)
    .map(({ code, name }) => ({ value: code, label: name }));
  const error = (field: keyof MarketText) => problem?.messagesFor(field)[0];
  return (
    <>
      <Select
        label="Asset class"
        {...(mayBeEmpty ? { placeholder: "other", clearable: true } : { allowDeselect: false })}
        data={ASSET_CLASSES}
        value={values.assetClass || null}
        error={error("assetClass")}
        onChange={(assetClass) => onChange({ assetClass: assetClass ?? "" })}
      />
      <TextInput
        label="Currency"
        description="Of its prices."
        placeholder="USD"
        value={values.currency}
        error={error("currency")}
        onChange={(event) => onChange({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label="Tick size"
        description="The smallest step of a price; fills are rounded to it, against the trader."
        placeholder="0.01"
        inputMode="decimal"
        value={values.tickSize}
        error={error("tickSize")}
        onChange={(event) => onChange({ tickSize: event.currentTarget.value })}
      />
      <TextInput
        label="Lot size"
        description="The smallest step of a quantity; quantities are rounded down to it."
        placeholder="0.00001"
        inputMode="decimal"
        value={values.lotSize}
        error={error("lotSize")}
        onChange={(event) => onChange({ lotSize: event.currentTarget.value })}
      />
      <Select
        label="Calendar"
        description="Decides what counts as a gap, and how many days a year has."
        {...(mayBeEmpty ? { placeholder: "inferred", clearable: true } : { allowDeselect: false })}
        data={[...CALENDARS, ...own]}
        value={values.calendar || null}
        error={error("calendar")}
        onChange={(calendar) => onChange({ calendar: calendar ?? "" })}
      />
    </>
  );
}
