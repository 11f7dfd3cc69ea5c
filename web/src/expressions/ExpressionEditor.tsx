import { setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, placeholder as placeholderOf } from "@codemirror/view";
import { Button, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { asProblem } from "../api/problem";
import { queries } from "../api/queries";
import type { CheckedExpression, DeclaredParameter } from "../api/types";
import { Help } from "./Help";
import { extensionsOf, toDiagnostics } from "./codemirror";
import { problemSentence, replacement, withSuggestion } from "./text";
import "./expressions.css";

const DEBOUNCE_MILLIS = 250;

interface ExpressionEditorProps {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
  /** Called with what the server says of the present text. */
  onChecked?: (check: CheckedExpression) => void;
  /** A problem of the whole field, as a form's answer brings it. */
  error?: string | undefined;
  placeholder?: string;
  /** Parameters that it may name, written with a $. */
  parameters?: readonly DeclaredParameter[];
  /** Help for the place of the cursor, below the field or folded away where there are many. */
  help?: "shown" | "folded";
}

/** A field for an expression: completion, marked problems, and help for what is under the cursor. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const { label, description, value, onChange, onChecked, error, placeholder, help } = props;
  const id = useId();
  const [cursor, setCursor] = useState(0);
  const [settled] = useDebouncedValue(value, DEBOUNCE_MILLIS);
  const hasText = settled.trim() !== "";
  const check = useQuery({
    ...queries.checkExpression(settled, props.parameters),
    enabled: hasText,
  });
  const checked = hasText && settled === value ? check.data : undefined;
  const tell = useRef(onChecked);
  useEffect(() => {
    tell.current = onChecked;
  }, [onChecked]);
  useEffect(() => {
    if (checked) {
      tell.current?.(checked);
    }
  }, [checked]);
  const problems = checked?.problems ?? [];
  return (
    <div>
      <label id={`${id}-label`} className="expression-label" htmlFor={id}>
        {label}
      </label>
      {description && (
        <Text id={`${id}-description`} size="xs" c="dimmed" mb={4}>
          {description}
        </Text>
      )}
      <Field
        id={id}
        label={label}
        describedBy={`${id}-problems${description ? ` ${id}-description` : ""}`}
        value={value}
        checked={checked}
        isInvalid={problems.length > 0 || Boolean(error)}
        placeholder={placeholder ?? ""}
        onChange={onChange}
        onCursor={setCursor}
      />
      <div id={`${id}-problems`} className="expression-problems" role="status" aria-live="polite">
        {error && problems.length === 0 && <p data-tone="problem">{error}</p>}
        {check.error && hasText ? (
          <p data-tone="problem">{asProblem(check.error).message}</p>
        ) : null}
        {problems.map((problem) => (
          <p key={`${problem.from} ${problem.message}`} data-tone="problem">
            {problemSentence(problem, value)}{" "}
            {replacement(problem) !== null && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onChange(withSuggestion(value, problem))}
              >
                Use {replacement(problem)}
              </Button>
            )}
          </p>
        ))}
        {checked?.valid && (
          <p data-tone="fine" className="breakable">
            {checked.type === "BOOLEAN" ? "A condition" : "A number on every bar"}
            {checked.canonical && checked.canonical !== value.trim() && (
              <>
                ; its name is <code>{checked.canonical}</code>
              </>
            )}
          </p>
        )}
      </div>
      {help === "shown" && <Help text={value} offset={cursor} />}
      {help === "folded" && hasText && (
        <details className="expression-more">
          <summary>What is under the cursor</summary>
          <Help text={value} offset={cursor} />
        </details>
      )}
    </div>
  );
}

interface FieldProps {
  id: string;
  label: string;
  describedBy: string;
  value: string;
  checked: CheckedExpression | undefined;
  isInvalid: boolean;
  placeholder: string;
  onChange: (value: string) => void;
  onCursor: (offset: number) => void;
}

/** Binds one CodeMirror view to a value. */
function Field(props: FieldProps) {
  const { id, label, describedBy, value, checked, isInvalid, placeholder } = props;
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [attributes] = useState(() => new Compartment());
  const [first] = useState(value);
  const latest = useRef(props);

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const made = new EditorView({
      parent: element,
      state: EditorState.create({
        doc: first,
        extensions: [
          extensionsOf((text, offset) => client.fetchQuery(queries.expressionHelp(text, offset))),
          placeholderOf(placeholder),
          attributes.of([]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              latest.current.onChange(update.state.doc.toString());
            }
            if (update.docChanged || update.selectionSet) {
              latest.current.onCursor(update.state.selection.main.head);
            }
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [attributes, client, first, placeholder]);

  useEffect(() => {
    const shown = view.current?.state.doc.toString();
    if (view.current && shown !== value) {
      view.current.dispatch({ changes: { from: 0, to: shown?.length ?? 0, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.reconfigure(
        EditorView.contentAttributes.of({
          id,
          "aria-label": label,
          "aria-describedby": describedBy,
          "aria-invalid": String(isInvalid),
          spellcheck: "false",
          autocapitalize: "off",
        }),
      ),
    });
  }, [attributes, id, label, describedBy, isInvalid]);

  useEffect(() => {
    const made = view.current;
    if (made && checked) {
      const marks = toDiagnostics(checked.problems, made.state.doc.length);
      made.dispatch(setDiagnostics(made.state, marks));
    }
  }, [checked]);

  return <div ref={box} className="expression-field" data-invalid={isInvalid} />;
}
