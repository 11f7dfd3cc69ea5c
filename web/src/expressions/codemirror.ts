import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintKeymap, type Diagnostic } from "@codemirror/lint";
import { type Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Candidate, ExpressionHelp, ExpressionProblem } from "../api/types";
import { asksForHelp, insertion, toCompletion } from "./editing";
import { markedPart, replacement, tokenAt } from "./text";

/** Asks the server what may stand at a place of a text. */
export type AskHelp = (text: string, offset: number) => Promise<ExpressionHelp>;

const STYLES: Record<string, string> = {
  number: "number",
  string: "string",
  timeframe: "atom",
  parameter: "variableName.special",
  function: "variableName.function",
  word: "keyword",
  name: "variableName",
};

const language = StreamLanguage.define<null>({
  name: "expression",
  startState: () => null,
  token(stream) {
    const token = tokenAt(stream.string, stream.pos);
    stream.pos += Math.max(1, token.text.length);
    return STYLES[token.kind] ?? null;
  },
});

const colors = HighlightStyle.define([
  { tag: tags.number, color: "var(--tw-expr-number)" },
  { tag: tags.string, color: "var(--tw-expr-string)" },
  { tag: tags.atom, color: "var(--tw-expr-timeframe)" },
  { tag: tags.special(tags.variableName), color: "var(--tw-expr-timeframe)" },
  { tag: tags.function(tags.variableName), color: "var(--tw-accent)" },
  { tag: tags.keyword, fontWeight: "600" },
]);

/** Everything of an editor but its text: keys, colours, completion and help on hover. */
export function extensionsOf(ask: AskHelp): Extension[] {
  return [
    history(),
    bracketMatching(),
    closeBrackets(),
    language,
    syntaxHighlighting(colors),
    EditorView.lineWrapping,
    autocompletion({ override: [(context) => complete(context, ask)], icons: false }),
    hoverTooltip((view, at) => hover(view, at, ask)),
    // Tab is left alone, so that the keyboard can leave the field.
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ];
}

async function complete(
  context: CompletionContext,
  ask: AskHelp,
): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  if (!context.explicit && !asksForHelp(text.slice(0, context.pos))) {
    return null;
  }
  const help = await ask(text, context.pos).catch(() => null);
  const first = help?.candidates[0];
  if (!help || !first || context.aborted) {
    return null;
  }
  return {
    from: first.from,
    validFor: /^[$@]?\w*$/,
    options: help.candidates.map((candidate, rank) => ({
      ...toCompletion(candidate, rank),
      apply: (view: EditorView, _: unknown, from: number, to: number) =>
        put(view, candidate, from, to),
    })),
  };
}

function put(view: EditorView, candidate: Candidate, from: number, to: number) {
  const { text, cursor } = insertion(candidate, view.state.sliceDoc(to));
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + cursor },
    userEvent: "input.complete",
  });
}

async function hover(view: EditorView, at: number, ask: AskHelp) {
  const here = (await ask(view.state.doc.toString(), at).catch(() => null))?.here;
  if (!here) {
    return null;
  }
  return {
    pos: here.from,
    end: here.to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "expression-hover";
      const signature = document.createElement("code");
      signature.textContent = here.signature;
      const words = document.createElement("div");
      words.textContent = here.documentation;
      dom.append(signature, words);
      return { dom };
    },
  };
}

/** Problems as marks under the text, with a button that puts the suggestion in. */
export function toDiagnostics(
  problems: readonly ExpressionProblem[],
  length: number,
): Diagnostic[] {
  return problems.map((problem) => {
    const put = replacement(problem);
    const hint = problem.suggestion ? `; did you mean ${problem.suggestion}?` : "";
    return {
      ...markedPart(problem, length),
      severity: "error",
      message: problem.message + hint,
      actions:
        put === null
          ? []
          : [
              {
                name: `Use ${put}`,
                apply: (view: EditorView) =>
                  view.dispatch({ changes: { from: problem.from, to: problem.to, insert: put } }),
              },
            ],
    };
  });
}
