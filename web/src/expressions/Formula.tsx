import { layOut, tokensOf } from "./text";
import "./expressions.css";

/** An expression in colours; on several lines where it is long. */
export function Formula({ text, inline }: { text: string; inline?: boolean }) {
  const laidOut = inline ? text : layOut(text, 56);
  const parts = tokensOf(laidOut).map((token, i) => (
    <span key={i} data-token={token.kind}>
      {token.text}
    </span>
  ));
  return inline ? (
    <code className="formula">{parts}</code>
  ) : (
    <pre className="formula" tabIndex={0} aria-label="Formula">
      <code>{parts}</code>
    </pre>
  );
}
