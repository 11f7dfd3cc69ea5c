/** A text cut behind its underscores and at signs; joined it is the text again. */
export function partsOf(text: string): string[] {
  return text.split(/(?<=[_@])(?=[^_@])/);
}
