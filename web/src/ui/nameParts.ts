/** A text cut behind its underscores, at signs and slashes; joined it is the text again. */
export function partsOf(text: string): string[] {
  return text.split(/(?<=[_@/])(?=[^_@/])/);
}
