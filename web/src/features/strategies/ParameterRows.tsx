import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import type { StrategyField, StrategyParameter, StrategyProblem } from "../../api/types";
import { Panel } from "../../ui/Panel";
import { RuleField } from "./RuleField";
import { declared, messageFor, type RuleForm } from "./rules";

interface ParameterRowsProps {
  form: RuleForm;
  requirement: StrategyField | undefined;
  problems: readonly StrategyProblem[];
  onField: (path: string, value: string) => void;
  onForm: (form: RuleForm) => void;
}

const COLUMNS = [
  { key: "name", label: "Name" },
  { key: "default", label: "Default" },
  { key: "min", label: "From" },
  { key: "max", label: "To" },
  { key: "step", label: "Step" },
] as const;

/** The parameters of a rule, one row each. */
export function ParameterRows(props: ParameterRowsProps) {
  const { form, requirement, problems, onField, onForm } = props;
  const set = (index: number, changes: Partial<StrategyParameter>) =>
    onForm({
      ...form,
      parameters: form.parameters.map((each, i) => (i === index ? { ...each, ...changes } : each)),
    });
  return (
    <Panel title="Parameters" note="Written $name in expressions; what a sweep varies.">
      <Stack gap="sm">
        {form.parameters.length === 0 && <Text size="sm">It has no parameters.</Text>}
        {form.parameters.map((each, index) => (
          <Group key={index} align="flex-start" gap="xs">
            {COLUMNS.map(({ key, label }) => (
              <TextInput
                key={key}
                label={label}
                aria-label={`${label} of parameter ${index + 1}`}
                value={each[key] ?? ""}
                error={messageFor(
                  key === "name" ? `parameters.${each.name}` : `parameters.${each.name}.${key}`,
                  problems,
                )}
                onChange={(event) => set(index, { [key]: event.currentTarget.value })}
                style={{ flex: key === "name" ? "1 1 120px" : "0 1 84px" }}
              />
            ))}
            <Select
              label="Numbers"
              aria-label={`Numbers of parameter ${index + 1}`}
              allowDeselect={false}
              data={[
                { value: "integer", label: "whole" },
                { value: "number", label: "any" },
              ]}
              value={each.type || "number"}
              onChange={(type) => set(index, { type })}
              style={{ flex: "0 1 110px" }}
            />
            <Button
              mt={25}
              variant="default"
              aria-label={`Remove parameter ${each.name || index + 1}`}
              onClick={() =>
                onForm({ ...form, parameters: form.parameters.filter((_, i) => i !== index) })
              }
            >
              Remove
            </Button>
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            onClick={() =>
              onForm({
                ...form,
                parameters: [
                  ...form.parameters,
                  { name: "", type: "integer", default: "10", min: "1", max: "100" },
                ],
              })
            }
          >
            Add a parameter
          </Button>
        </Group>
        {requirement && form.parameters.length > 0 && (
          <RuleField
            field={requirement}
            value={form.fields.require ?? ""}
            parameters={declared(form.parameters)}
            error={messageFor("require", problems)}
            onChange={(value) => onField("require", value)}
          />
        )}
      </Stack>
    </Panel>
  );
}
