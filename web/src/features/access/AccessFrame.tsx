import { Group, Paper, Text, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { Logo } from "../../ui/Icon";

interface AccessFrameProps {
  title: string;
  note: ReactNode;
  children: ReactNode;
}

/** The page before anybody is logged in. */
export function AccessFrame({ title, note, children }: AccessFrameProps) {
  useEffect(() => {
    document.title = `${title} · Tradewind`;
  }, [title]);
  return (
    <main style={{ maxWidth: 420, margin: "0 auto", padding: "12vh 16px 32px" }}>
      <Group gap="sm" mb="xl">
        <Logo size={36} />
        <Text fw={680} size="xl">
          Tradewind
        </Text>
      </Group>
      <Paper withBorder p="xl" radius="lg" bg="var(--tw-surface)">
        <Title order={1} size="h3" mb={4}>
          {title}
        </Title>
        <Text c="dimmed" size="sm" mb="lg" component="div">
          {note}
        </Text>
        {children}
      </Paper>
    </main>
  );
}
