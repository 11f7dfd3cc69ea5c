import { Button, Group, Text } from "@mantine/core";
import type { Page } from "../api/types";
import { backward, forward, pageText, type CursorTrail } from "./paging";

interface PagerProps {
  trail: CursorTrail;
  size: number;
  page: Page<unknown>;
  onTrail: (trail: CursorTrail) => void;
}

/** Forward and back through pages that the server cuts. */
export function Pager({ trail, size, page, onTrail }: PagerProps) {
  const { total, nextCursor } = page;
  if (trail.length === 1 && !nextCursor) {
    return total > 0 ? (
      <Text size="sm" c="dimmed" ta="right" mt="sm">
        {total.toLocaleString("en")} in all
      </Text>
    ) : null;
  }
  return (
    <Group justify="flex-end" gap="sm" mt="md" role="navigation" aria-label="Pages">
      <Text size="sm" c="dimmed" className="tw-numbers" aria-live="polite">
        {pageText(trail, size, page.items.length, total)}
      </Text>
      <Button
        size="xs"
        variant="default"
        disabled={trail.length === 1}
        onClick={() => onTrail(backward(trail))}
      >
        Previous
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={!nextCursor}
        onClick={() => nextCursor && onTrail(forward(trail, nextCursor))}
      >
        Next
      </Button>
    </Group>
  );
}
