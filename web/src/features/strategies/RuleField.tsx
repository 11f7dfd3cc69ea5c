import { Select, TextInput, Textarea } from "@mantine/core";
import type { DeclaredParameter, StrategyField } from "../../api/types";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { choiceText, labelOf } from "./rules";

interface RuleFieldProps {
  field: StrategyField;
  value: string;
  parameters: readonly DeclaredParameter[];
  isFixed?: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A field of a rule, as its kind asks for it. */
export function RuleField(props: RuleFieldProps) {
  const { field, value, parameters, isFixed, error, onChange } = props;
  const label = labelOf(field.path);
  const description = field.byDefault
    ? `${field.description} ${field.byDefault} if left out.`
    : field.description;
  if (field.kind === "CHOICE") {
    const chosen = value || field.byDefault;
    const meaning = field.choices.find((each) => each.value === chosen)?.description;
    return (
      <Select
        label={label}
        description={meaning || field.description}
        allowDeselect={false}
        data={field.choices.map((each) => ({ value: each.value, label: choiceText(each.value) }))}
        value={chosen}
        error={error}
        onChange={(next) => onChange(next ?? "")}
      />
    );
  }
  if (field.kind === "CONDITION" || field.kind === "NUMBER" || field.kind === "COUNT") {
    return (
      <ExpressionEditor
        label={label}
        description={description}
        value={value}
        onChange={onChange}
        parameters={parameters}
        error={error}
      />
    );
  }
  const shared = {
    label,
    description,
    value,
    error,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return field.path === "description" ? (
    <Textarea autosize minRows={2} {...shared} />
  ) : (
    <TextInput required={field.path === "name"} disabled={isFixed} {...shared} />
  );
}
