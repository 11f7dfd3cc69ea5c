/** `A, B, C`, or of many `A, B, C and 497 more`. */
export function shortList(names: readonly string[], most = 3): string {
  return names.length <= most + 1
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
