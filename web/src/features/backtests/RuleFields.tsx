import { Text, Textarea } from "@mantine/core";
import type { Rule } from "./rule";

interface RuleFieldsProps {
  rule: Rule;
  error?: string | undefined;
  onChange: (rule: Rule) => void;
}

/** The two conditions of a rule. */
export function RuleFields({ rule, error, onChange }: RuleFieldsProps) {
  return (
    <>
      <Text size="sm" c="dimmed" my="sm">
        Long only. Buys with all cash when the first condition is true and nothing is held, sells
        everything when the second is true. Conditions are expressions and may use your saved
        features by name.
      </Text>
      <Textarea
        label="Enter when"
        required
        autosize
        value={rule.enter}
        error={error !== undefined}
        onChange={(event) => onChange({ ...rule, enter: event.currentTarget.value })}
      />
      <Textarea
        label="Exit when"
        required
        autosize
        mt="sm"
        value={rule.exit}
        error={error}
        onChange={(event) => onChange({ ...rule, exit: event.currentTarget.value })}
      />
    </>
  );
}
