import { Badge } from "@mantine/core";
import { verdictWords } from "./verdicts";

/** What a search is worth, in a word. */
export function VerdictBadge({ level }: { level: string }) {
  const { text, color } = verdictWords(level);
  return (
    <Badge color={color} variant="light" radius="sm" tt="none" fw={600} data-verdict={level}>
      {text}
    </Badge>
  );
}
