import { Group, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** For the browser's tab, where the visible title is too long or not plain text. */
  note?: ReactNode;
  actions?: ReactNode;
}

/** The head of a page; also names the browser's tab. */
export function PageHeader({ title, note, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Tradewind`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md">
      <div style={{ minWidth: 0, flex: "1 1 320px" }}>
        <Title order={1} className="breakable">
          {title}
        </Title>
        {note && (
          <Text c="dimmed" size="sm" mt={4} component="div" className="breakable">
            {note}
          </Text>
        )}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
