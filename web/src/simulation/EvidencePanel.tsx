import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Evidence } from "../api/types";
import { Panel } from "../ui/Panel";
import { VerdictBadge } from "../ui/VerdictBadge";
import { evidenceFigures, roleText } from "./evidence";

/** Where parameters are from, and what spoke for and against them when they were taken over. */
export function EvidencePanel({ evidence }: { evidence: Evidence }) {
  return (
    <Panel
      title="Where its parameters are from"
      note="As the study stood when they were taken over; it is not changed by what came later."
      actions={evidence.verdict === null ? null : <VerdictBadge level={evidence.verdict} />}
      testId="evidence"
    >
      <EvidenceFacts evidence={evidence} />
    </Panel>
  );
}

/** The study, the trial, the verdict in words and the figures behind it. */
export function EvidenceFacts({ evidence }: { evidence: Evidence }) {
  return (
    <div>
      <Text size="sm">
        Study{" "}
        <Link to="/studies/$id" params={{ id: evidence.study }}>
          {evidence.studyName}
        </Link>
        : {roleText(evidence)}. {evidence.why}
      </Text>
      {evidence.sentences.map((sentence, i) => (
        <Text key={sentence} size="sm" mt={6} fw={i === 0 ? 600 : 400}>
          {sentence}
        </Text>
      ))}
      <dl className="fact-list" style={{ marginTop: 12 }}>
        {evidenceFigures(evidence).map(({ label, value }) => (
          <FigureFact key={label} label={label} value={value} />
        ))}
      </dl>
    </div>
  );
}

function FigureFact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
