export type VerdictLevel = "luck" | "doubtful" | "evidence";

const LEVELS: Record<VerdictLevel, { text: string; color: string }> = {
  luck: { text: "Luck", color: "orange" },
  doubtful: { text: "May be luck", color: "yellow.8" },
  evidence: { text: "More than luck", color: "blue" },
};

/** A verdict as pages say it; its own name where it is new. */
export function verdictWords(level: string): { text: string; color: string } {
  return LEVELS[level as VerdictLevel] ?? { text: level, color: "gray" };
}
