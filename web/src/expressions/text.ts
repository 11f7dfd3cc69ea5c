import type { ExpressionProblem } from "../api/types";

/** What a part of an expression is, for its colour. */
export type TokenKind =
  "number" | "string" | "timeframe" | "parameter" | "function" | "word" | "name" | "sign" | "space";

export interface Token {
  kind: TokenKind;
  text: string;
}

const WORDS = new Set(["and", "or", "not", "of", "true", "false", "adjusted", "partial"]);

const PATTERNS: [TokenKind, RegExp][] = [
  ["space", /\s+/y],
  ["string", /"[^"\n]*"?/y],
  ["timeframe", /@\s*\d*\w*/y],
  ["parameter", /\$\w*/y],
  ["number", /(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?[A-Za-z]*/y],
  ["name", /[A-Za-z_]\w*/y],
  ["sign", /[\s\S]/y],
];

/** The token of a text at a place; what is not understood is a sign of one character. */
export function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found) {
      return {
        kind: kind === "name" ? nameKind(found, text, at + found.length) : kind,
        text: found,
      };
    }
  }
  return { kind: "sign", text: text.slice(at, at + 1) };
}

function nameKind(name: string, text: string, end: number): TokenKind {
  if (WORDS.has(name)) {
    return "word";
  }
  return /^\s*\(/.test(text.slice(end)) ? "function" : "name";
}

/** All tokens of a text; together they are the text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += Math.max(1, token.text.length);
  }
  return tokens;
}

/** A formula on as many lines as its width asks for: calls that are too long are opened up. */
export function layOut(text: string, width: number, indent = 0): string {
  const pad = " ".repeat(indent);
  if (pad.length + text.length <= width) {
    return pad + text;
  }
  const open = firstCall(text);
  if (open === null) {
    return pad + text;
  }
  const close = matching(text, open);
  const inner = splitArguments(text.slice(open + 1, close));
  const lines = inner.map((each) => layOut(each, width, indent + 2));
  return `${pad}${text.slice(0, open + 1)}\n${lines.join(",\n")}\n${pad}${text.slice(close)}`;
}

/** Where the outermost bracket with the longest content opens; `null` where there is none. */
function firstCall(text: string): number | null {
  let best: number | null = null;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") {
      const end = matching(text, i);
      if (end - i > length) {
        best = i;
        length = end - i;
      }
      i = end;
    }
  }
  return best;
}

function matching(text: string, open: number): number {
  let depth = 0;
  let isQuoted = false;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && text[i] === "(") {
      depth += 1;
    } else if (!isQuoted && text[i] === ")") {
      depth -= 1;
      if (depth === 0) {
        return i;
      }
    }
  }
  return text.length;
}

/** `a, f(b, c)` into `a` and `f(b, c)`. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && (sign === "(" || sign === "[")) {
      depth += 1;
    } else if (!isQuoted && (sign === ")" || sign === "]")) {
      depth -= 1;
    } else if (!isQuoted && sign === "," && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

/** A part of a text to underline: never empty, never outside. */
export function markedPart(
  { from, to }: Pick<ExpressionProblem, "from" | "to">,
  length: number,
): { from: number; to: number } {
  const start = Math.min(Math.max(0, from), length);
  const end = Math.min(Math.max(start, to), length);
  if (end > start) {
    return { from: start, to: end };
  }
  return start < length
    ? { from: start, to: start + 1 }
    : { from: Math.max(0, length - 1), to: length };
}

/** What could be put in the place of the part; `null` where the suggestion is not one to put in. */
export function replacement({ suggestion }: Pick<ExpressionProblem, "suggestion">): string | null {
  const word = suggestion?.replace(/^'(.*)'$/, "$1") ?? "";
  return /^[$@]?\w[\w.]*$/.test(word) ? word : null;
}

/** The text with the suggestion in its place, where there is one to put in. */
export function withSuggestion(text: string, problem: ExpressionProblem): string {
  const put = replacement(problem);
  return put === null ? text : text.slice(0, problem.from) + put + text.slice(problem.to);
}

/** `Column 5: unknown function emma; did you mean ema?` */
export function problemSentence(problem: ExpressionProblem, text: string): string {
  const place = text.includes("\n")
    ? `Line ${problem.line}, column ${problem.column}`
    : `Column ${problem.column}`;
  const hint = problem.suggestion ? `; did you mean ${problem.suggestion}?` : "";
  return `${place}: ${problem.message}${hint}`;
}
