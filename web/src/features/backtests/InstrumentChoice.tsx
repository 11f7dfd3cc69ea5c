import { Select } from "@mantine/core";

/** Of runs with more instruments one is shown at a time. */
export const MOST_AT_ONCE = 4;

interface InstrumentChoiceProps {
  instruments: readonly string[];
  value: string;
  onChange: (instrument: string) => void;
}

/** Chooses the instrument of a run that is looked at. */
export function InstrumentChoice({ instruments, value, onChange }: InstrumentChoiceProps) {
  return (
    <Select
      aria-label="Instrument"
      data={[...instruments]}
      value={value}
      onChange={(next) => next && onChange(next)}
      allowDeselect={false}
      searchable
      limit={100}
      w={180}
      size="xs"
    />
  );
}
