const MAX_LENGTH = 40;

/** Names short enough for a heading that can be told apart: equal ones are numbered. */
export function distinctNames(long: readonly string[]): string[] {
  const names = long.map((name) =>
    name.length > MAX_LENGTH ? `${name.slice(0, MAX_LENGTH - 1)}…` : name,
  );
  return names.map((name, i) => {
    const isRepeated = names.some((other, j) => j !== i && other === name);
    return isRepeated
      ? `${name} (${names.slice(0, i + 1).filter((n) => n === name).length})`
      : name;
  });
}

/** In words whether the Sharpe ratio of the first run differs from another's. */
export function significanceText(test: {
  days: number;
  significant: boolean;
  ledoitWolf: number | null;
}): string {
  if (test.ledoitWolf === null) {
    return test.days < 3 ? "too few common days" : "cannot be told";
  }
  return test.significant ? "differs" : "may be chance";
}
