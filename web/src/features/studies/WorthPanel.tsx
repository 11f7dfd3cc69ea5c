import { SimpleGrid, Text } from "@mantine/core";
import { unbroken } from "../../format/numbers";
import { Panel } from "../../ui/Panel";
import { VerdictBadge } from "../../ui/VerdictBadge";

interface Figure {
  label: string;
  value: string;
  note: string;
}

interface WorthPanelProps {
  verdict: { level: string; sentences: readonly string[] };
  figures: readonly Figure[];
}

/** What a study or a walk is worth: in words first, then in the figures that they rest on. */
export function WorthPanel({ verdict, figures }: WorthPanelProps) {
  return (
    <Panel
      title="What it is worth"
      testId="verdict"
      actions={<VerdictBadge level={verdict.level} />}
    >
      {verdict.sentences.map((sentence, i) => (
        <Text key={sentence} fw={i === 0 ? 600 : 400} size={i === 0 ? "md" : "sm"} mb={6}>
          {unbroken(sentence)}
        </Text>
      ))}
      <SimpleGrid cols={{ base: 2, sm: 3, lg: figures.length }} mt="md">
        {figures.map(({ label, value, note }) => (
          <div key={label}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text fw={650} size="lg" className="tw-numbers">
              {value}
            </Text>
            <Text size="xs" c="dimmed">
              {note}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Panel>
  );
}
