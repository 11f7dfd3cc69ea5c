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
