import { Checkbox, NumberInput, Select, SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import { Panel } from "../../ui/Panel";
import type { StudyForm } from "./studyForm";

interface WalkFieldsProps {
  form: StudyForm;
  set: (changes: Partial<StudyForm>) => void;
  errorOf: (field: string) => string | undefined;
}

/** Whether and how a study walks forward. */
export function WalkFields({ form, set, errorOf }: WalkFieldsProps) {
  return (
    <Panel title="Walk forward">
      <Switch
        label="Search in windows, and prove what was found on the bars behind each"
        checked={form.walks}
        onChange={(event) => set({ walks: event.currentTarget.checked })}
      />
      {form.walks && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 3 }} mt="sm">
            <Select
              label="Lengths count"
              allowDeselect={false}
              data={[
                { value: "BARS", label: "bars" },
                { value: "SESSIONS", label: "sessions" },
                { value: "DATES", label: "time: 90d, 8w, 6m, 2y" },
              ]}
              value={form.unit}
              onChange={(unit) => set({ unit: (unit ?? "BARS") as StudyForm["unit"] })}
            />
            <TextInput
              label="Search in"
              value={form.inSample}
              onChange={(event) => set({ inSample: event.currentTarget.value })}
            />
            <TextInput
              label="Prove on"
              value={form.outOfSample}
              onChange={(event) => set({ outOfSample: event.currentTarget.value })}
            />
            <TextInput
              label="Gap between them"
              description="Left out, so that nothing leaks. Empty: none."
              value={form.gap}
              onChange={(event) => set({ gap: event.currentTarget.value })}
            />
            <TextInput
              label="Other lengths to search in"
              description="Such as 250, 1000: a walk for each, as a matrix. Empty: one walk."
              value={form.matrixIn}
              error={errorOf("walkForward.matrix.inSample")}
              onChange={(event) => set({ matrixIn: event.currentTarget.value })}
            />
            <TextInput
              label="Other lengths to prove on"
              description="Such as 50, 200; with each of those searched in."
              value={form.matrixOut}
              error={errorOf("walkForward.matrix.outOfSample")}
              onChange={(event) => set({ matrixOut: event.currentTarget.value })}
            />
            <TextInput
              label="Step"
              description="From window to window. Empty: the length to prove on."
              value={form.step}
              onChange={(event) => set({ step: event.currentTarget.value })}
            />
          </SimpleGrid>
          {(errorOf("walkForward") ?? errorOf("walkForward.matrix")) && (
            <Text size="sm" c="var(--tw-down)" mt="xs" role="alert">
              {errorOf("walkForward") ?? errorOf("walkForward.matrix")}
            </Text>
          )}
          <Checkbox
            mt="sm"
            label="Anchored: every search begins with the first bar"
            checked={form.anchored}
            onChange={(event) => set({ anchored: event.currentTarget.checked })}
          />
        </>
      )}
    </Panel>
  );
}

/** Whether the sets of a search are also cross-validated. */
export function ValidationFields({ form, set, errorOf }: WalkFieldsProps) {
  return (
    <Panel title="Cross-validation">
      <Switch
        label="Choose on some groups of days and test on the others, in every combination"
        description="For searches that do not learn from their trials: grid, random, Sobol."
        checked={form.validates}
        error={errorOf("crossValidation")}
        onChange={(event) => set({ validates: event.currentTarget.checked })}
      />
      {form.validates && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
          <NumberInput
            label="Groups of days"
            min={2}
            max={20}
            value={form.groups}
            onChange={(groups) => set({ groups })}
          />
          <NumberInput
            label="Groups of a test"
            min={1}
            max={19}
            value={form.testGroups}
            onChange={(testGroups) => set({ testGroups })}
          />
        </SimpleGrid>
      )}
    </Panel>
  );
}
