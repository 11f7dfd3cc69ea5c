import {
  Accordion,
  Anchor,
  Badge,
  Button,
  Collapse,
  Group,
  Select,
  SimpleGrid,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useId, useState, type ReactNode } from "react";
import type { AssumptionOption } from "../api/types";
import {
  arrange,
  helpOf,
  isChanged,
  isRelevant,
  labelOfOption,
  problemOf,
  rangeOf,
  valueOf,
  type Changes,
  type OptionGroup,
} from "./assumptions";

interface AssumptionFieldsProps {
  options: readonly AssumptionOption[];
  changes: Changes;
  /** The server's words at an option. */
  errorOf: (name: string) => string | undefined;
  onChange: (changes: Changes) => void;
}

/** Every assumption of a simulation, from the engine's own list; the rarer ones folded away. */
export function AssumptionFields({ options, changes, errorOf, onChange }: AssumptionFieldsProps) {
  const { first, more } = arrange(options);
  const folded = more.flatMap((group) => group.options);
  const wrong = (option: AssumptionOption) => errorOf(option.name) ?? problemOf(option, changes);
  const changedCount = folded.filter((each) => isChanged(each, changes)).length;
  const isAsked = folded.some((each) => wrong(each) !== undefined);
  const [isOpened, setOpened] = useState(changedCount > 0);
  const isOpen = isOpened || isAsked;
  const region = useId();
  const fields = (list: readonly AssumptionOption[]) => (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
      {list
        .filter((each) => isRelevant(each, options, changes))
        .map((option) => (
          <OptionField
            key={option.name}
            option={option}
            help={helpOf(option, options)}
            value={valueOf(option, changes)}
            error={wrong(option)}
            onChange={(value) => onChange({ ...changes, [option.name]: value })}
          />
        ))}
    </SimpleGrid>
  );
  return (
    <>
      {fields(first)}
      <Group mt="md" gap="sm">
        <Button
          variant="default"
          size="xs"
          aria-expanded={isOpen}
          aria-controls={region}
          onClick={() => setOpened(!isOpen)}
        >
          {isOpen ? "Fewer assumptions" : `More assumptions (${folded.length})`}
        </Button>
        {changedCount > 0 && <Text size="sm">{changedCount} of them changed</Text>}
        {Object.keys(changes).length > 0 && (
          <Anchor component="button" type="button" size="sm" onClick={() => onChange({})}>
            Back to the defaults
          </Anchor>
        )}
      </Group>
      <Collapse id={region} expanded={isOpen}>
        <Groups groups={more} isWrong={(each) => wrong(each) !== undefined} changes={changes}>
          {(group) => fields(group.options)}
        </Groups>
      </Collapse>
    </>
  );
}

interface GroupsProps {
  groups: readonly OptionGroup[];
  isWrong: (option: AssumptionOption) => boolean;
  changes: Changes;
  children: (group: OptionGroup) => ReactNode;
}

function Groups({ groups, isWrong, changes, children }: GroupsProps) {
  const touched = groups
    .filter((group) => group.options.some((each) => isChanged(each, changes)))
    .map((group) => group.title);
  const [opened, setOpened] = useState<string[]>(touched);
  const asked = groups.filter((group) => group.options.some(isWrong)).map((group) => group.title);
  return (
    <Accordion
      multiple
      mt="md"
      variant="separated"
      value={[...new Set([...opened, ...asked])]}
      onChange={setOpened}
    >
      {groups.map((group) => {
        const count = group.options.filter((each) => isChanged(each, changes)).length;
        return (
          <Accordion.Item key={group.title} value={group.title}>
            <Accordion.Control>
              <Group gap="xs">
                <Text fw={600}>{group.title}</Text>
                {count > 0 && (
                  <Badge variant="light" radius="sm" tt="none">
                    {count} changed
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>{children(group)}</Accordion.Panel>
          </Accordion.Item>
        );
      })}
    </Accordion>
  );
}

interface OptionFieldProps {
  option: AssumptionOption;
  help: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function OptionField({ option, help, value, error, onChange }: OptionFieldProps) {
  const label = labelOfOption(option.name);
  if (option.type === "BOOLEAN") {
    return (
      <Switch
        label={label}
        description={help}
        checked={value === "true"}
        error={error}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  if (option.type === "CHOICE") {
    const chosen = option.choices.find((each) => each.value === value);
    return (
      <Select
        label={label}
        description={chosen ? <ChoiceHelp help={help} chosen={chosen} /> : help}
        allowDeselect={false}
        data={option.choices.map((each) => ({
          value: each.value,
          label: labelOfOption(each.value),
        }))}
        value={value}
        error={error}
        onChange={(next) => onChange(next ?? option.defaultValue)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      description={[help, rangeOf(option)].filter(Boolean).join(" ")}
      inputMode={option.type === "TEXT" ? "text" : "decimal"}
      value={value}
      placeholder={option.defaultValue}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function ChoiceHelp({
  help,
  chosen,
}: {
  help: string;
  chosen: AssumptionOption["choices"][number];
}) {
  return (
    <>
      {help} {labelOfOption(chosen.value)}: {chosen.help}
      {chosen.bias && ` ${chosen.bias}`}
    </>
  );
}
