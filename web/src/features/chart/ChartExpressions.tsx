import { ActionIcon, Button, Group, Select } from "@mantine/core";
import { useState } from "react";
import type { CheckedExpression } from "../../api/types";
import { ExpressionEditor } from "../../expressions/ExpressionEditor";
import { Formula } from "../../expressions/Formula";
import {
  hasRoom,
  shortName,
  withExpression,
  type ExpressionChoice,
  type PaneChoice,
} from "../../series/expressions";
import { Icon } from "../../ui/Icon";
import { LinkButton } from "../../ui/LinkButton";

const PANES: { value: PaneChoice; label: string }[] = [
  { value: "auto", label: "Pane by scale" },
  { value: "price", label: "With the prices" },
  { value: "own", label: "Own pane" },
];

interface ChartExpressionsProps {
  choices: ExpressionChoice[];
  onChange: (choices: readonly ExpressionChoice[]) => void;
}

/** The expressions of a chart, and a field to add another. */
export function ChartExpressions({ choices, onChange }: ChartExpressionsProps) {
  const [isAdding, setAdding] = useState(false);
  const [text, setText] = useState("");
  const [check, setCheck] = useState<{ text: string; result: CheckedExpression } | null>(null);
  const isValid = check?.text === text && check.result.valid;
  const add = () => {
    onChange(withExpression(choices, text));
    setText("");
    setAdding(false);
  };
  return (
    <div style={{ marginBottom: 16 }}>
      {choices.map((choice) => (
        <Group key={choice.text} gap="xs" mb={6} data-testid="chart-expression">
          <div style={{ minWidth: 0, flex: "0 1 auto" }}>
            <Formula text={choice.text} inline />
          </div>
          <Select
            size="xs"
            w={140}
            aria-label={`Pane of ${choice.text}`}
            allowDeselect={false}
            data={PANES}
            value={choice.pane}
            onChange={(pane) =>
              onChange(
                choices.map((each) =>
                  each === choice ? { ...each, pane: (pane ?? "auto") as PaneChoice } : each,
                ),
              )
            }
          />
          <LinkButton
            size="compact-xs"
            variant="default"
            to="/features/new"
            search={{ expression: choice.text }}
            aria-label={`Save ${shortName(choice.text)} as a feature`}
          >
            Save as a feature
          </LinkButton>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${choice.text}`}
            onClick={() => onChange(choices.filter((each) => each !== choice))}
          >
            <Icon name="trash" size={16} />
          </ActionIcon>
        </Group>
      ))}
      {isAdding ? (
        <div className="panel">
          <ExpressionEditor
            label="Expression"
            description="Anything per bar, also of another timeframe: ema(close, 21)@4h. A feature's name works too."
            value={text}
            onChange={setText}
            onChecked={(result) => setCheck({ text, result })}
            help="shown"
          />
          <Group gap="xs" mt="xs">
            <Button size="xs" disabled={!isValid} onClick={add}>
              Draw it
            </Button>
            <Button size="xs" variant="default" onClick={() => setAdding(false)}>
              Cancel
            </Button>
          </Group>
        </div>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="plus" size={14} />}
          disabled={!hasRoom(choices)}
          onClick={() => setAdding(true)}
        >
          Add an expression
        </Button>
      )}
    </div>
  );
}
