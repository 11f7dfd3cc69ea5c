/** Names that can be told apart: equal ones are numbered. */
export function distinctNames(names: readonly string[]): string[] {
  return names.map((name, i) => {
    const isRepeated = names.some((other, j) => j !== i && other === name);
    return isRepeated
      ? `${name} (${names.slice(0, i + 1).filter((n) => n === name).length})`
      : name;
  });
}
