import { ActionIcon, Code, CopyButton, Group, Tooltip } from "@mantine/core";
import { Icon } from "./Icon";

/** A hash or key, shortened, with a button that copies all of it. */
export function HashValue({ value, name, full }: { value: string; name: string; full?: boolean }) {
  return (
    <Group gap={4} wrap="nowrap" align="center">
      <Code className="breakable" title={value}>
        {full || value.length <= 20 ? value : `${value.slice(0, 16)}…`}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : `Copy ${name}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={copied ? "Copied" : `Copy ${name}`}
              onClick={copy}
            >
              <Icon name={copied ? "check" : "copy"} size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
