import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
} from "@mantine/core";
import { useRef } from "react";
import type { ApiProblem } from "../../api/problem";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { Icon } from "../../ui/Icon";
import {
  LABEL_KINDS,
  MAX_LABELS,
  hasBarriers,
  kindOf,
  labelError,
  newLabel,
  sharedLabelError,
  type LabelChoice,
  type LabelForm,
  type LabelKind,
} from "./labels";
import "./labels.css";

const RETURNS = [
  { value: "simple", label: "Simple" },
  { value: "log", label: "Logarithm" },
];

interface LabelFieldsProps {
  form: LabelForm;
  onChange: (form: LabelForm) => void;
  problem: ApiProblem | null;
  /** The labels that the problem is an answer to. */
  sent: readonly string[];
}

/** What is to be learnt beside the features of a file, and the expressions it needs. */
export function LabelFields({ form, onChange, problem, sent }: LabelFieldsProps) {
  const add = useRef<HTMLButtonElement>(null);
  const { labels } = form;
  const set = (changes: Partial<LabelForm>) => onChange({ ...form, ...changes });
  const shared = sharedLabelError(problem, form, sent);
  return (
    <fieldset className="label-fields">
      <legend>Labels</legend>
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          What is to be learnt, written behind the feature with the moment at which it is known.
          Train only on rows whose label was known when the test begins.
        </Text>
        {labels.map((each, index) => (
          <OneLabel
            key={index}
            name={`Label ${index + 1}`}
            label={each}
            problem={problem}
            onChange={(next) => set({ labels: labels.map((old, i) => (i === index ? next : old)) })}
            onRemove={() => {
              set({ labels: labels.filter((_, i) => i !== index) });
              add.current?.focus();
            }}
          />
        ))}
        {shared && (
          <Text size="sm" c="var(--tw-down)" role="alert">
            {shared}
          </Text>
        )}
        <Button
          ref={add}
          size="xs"
          variant="default"
          disabled={labels.length >= MAX_LABELS}
          onClick={() => set({ labels: [...labels, newLabel("forward_return")] })}
          style={{ alignSelf: "flex-start" }}
        >
          Add a label
        </Button>
        {hasBarriers(form) && (
          <>
            <ExpressionEditor
              label="Volatility"
              description="What the barriers are multiples of: a fraction, known with the bar. Required."
              value={form.volatility}
              onChange={(volatility) => set({ volatility })}
              error={problem?.messagesFor("volatility")[0]}
              placeholder="stddev(log_return(close, 1), 20)"
            />
            <ExpressionEditor
              label="Side"
              description="1 long, -1 short, 0 no label; left empty, all are long."
              value={form.side}
              onChange={(side) => set({ side })}
              error={problem?.messagesFor("side")[0]}
              placeholder="sign(close - ema(close, 50))"
            />
          </>
        )}
        {labels.length > 0 && (
          <Checkbox
            label="Raw prices"
            description="As they were traded, so that a split counts as a return; else adjusted for splits."
            checked={form.rawPrices}
            onChange={(event) => set({ rawPrices: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </fieldset>
  );
}

interface OneLabelProps {
  name: string;
  label: LabelChoice;
  problem: ApiProblem | null;
  onChange: (label: LabelChoice) => void;
  onRemove: () => void;
}

function OneLabel({ name, label, problem, onChange, onRemove }: OneLabelProps) {
  const kind = kindOf(label.kind);
  const error = labelError(problem, label);
  const change = (index: number, value: number | string) =>
    onChange({ ...label, numbers: label.numbers.map((old, i) => (i === index ? value : old)) });
  return (
    <Stack gap={6} role="group" aria-label={name}>
      <Group gap="sm" align="flex-end" wrap="nowrap">
        <Select
          label={name}
          allowDeselect={false}
          data={LABEL_KINDS.map(({ value, label: text }) => ({ value, label: text }))}
          value={label.kind}
          onChange={(value) => value && onChange(newLabel(value as LabelKind))}
          style={{ flex: "1 1 auto" }}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={`Remove ${name.toLowerCase()}`}
          onClick={onRemove}
        >
          <Icon name="trash" size={18} />
        </ActionIcon>
      </Group>
      <Text size="xs" c="dimmed">
        {kind.meaning}
      </Text>
      <Group gap="sm" align="flex-start">
        {kind.numbers.map((each, index) => (
          <NumberInput
            key={each.name}
            label={each.label}
            description={each.description}
            inputWrapperOrder={["label", "input", "description", "error"]}
            allowDecimal={!each.isWhole}
            min={each.min}
            {...(each.max === undefined ? {} : { max: each.max })}
            value={label.numbers[index] ?? ""}
            error={error?.number === each.name && error.message}
            onChange={(value) => change(index, value)}
            style={{ flex: "1 1 120px" }}
          />
        ))}
        {kind.isReturn && (
          <Select
            label="Return"
            allowDeselect={false}
            data={RETURNS}
            value={label.isLogarithm ? "log" : "simple"}
            onChange={(value) => onChange({ ...label, isLogarithm: value === "log" })}
            style={{ flex: "1 1 120px" }}
          />
        )}
      </Group>
      {error && error.number === undefined && (
        <Text size="sm" c="var(--tw-down)" role="alert">
          {error.message}
        </Text>
      )}
    </Stack>
  );
}
