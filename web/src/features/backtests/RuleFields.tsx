import { Stack, Text } from "@mantine/core";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import type { Rule } from "./rule";

interface RuleFieldsProps {
  rule: Rule;
  error?: string | undefined;
  onChange: (rule: Rule) => void;
}

/** The two conditions of a rule. */
export function RuleFields({ rule, error, onChange }: RuleFieldsProps) {
  return (
    <Stack gap="sm" mt="sm">
      <Text size="sm" c="dimmed">
        Long only. Buys with all cash when the first condition is true and nothing is held, sells
        everything when the second is true. Conditions are expressions and may use your saved
        features by name.
      </Text>
      <ExpressionEditor
        label="Enter when"
        value={rule.enter}
        onChange={(enter) => onChange({ ...rule, enter })}
      />
      <ExpressionEditor
        label="Exit when"
        value={rule.exit}
        error={error}
        onChange={(exit) => onChange({ ...rule, exit })}
      />
    </Stack>
  );
}
