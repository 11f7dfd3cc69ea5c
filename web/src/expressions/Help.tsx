import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../api/queries";
import type { ExpressionFunction } from "../api/types";
import { count, plural } from "../format/numbers";
import { Formula } from "./Formula";

/** What is under the cursor, and the call around it with the argument that belongs there. */
export function Help({ text, offset }: { text: string; offset: number }) {
  const [place] = useDebouncedValue(
    useMemo(() => ({ text, offset }), [text, offset]),
    250,
  );
  const help = useQuery({
    ...queries.expressionHelp(place.text, place.offset),
    placeholderData: keepPreviousData,
  });
  const language = useQuery(queries.language());
  const here = help.data?.here;
  const call = help.data?.call;
  const name = here?.kind === "FUNCTION" ? here.text : call?.function;
  const described = language.data?.functions.find((each) => each.name === name);
  return (
    <aside className="expression-help" aria-label="Help for the place of the cursor">
      {here && here.kind !== "FUNCTION" && (
        <p>
          <code>{here.signature}</code> {here.documentation}
        </p>
      )}
      {described && (
        <FunctionHelp
          described={described}
          active={call?.function === described.name ? (call.parameter?.name ?? null) : null}
        />
      )}
      {!here && !described && (
        <Text size="sm" c="dimmed">
          {language.data
            ? `${count(language.data.functions.length)} functions are known. Type a name, or press Ctrl+Space for a list; put the cursor on a word to read about it.`
            : "Type a name, or press Ctrl+Space for a list."}
        </Text>
      )}
    </aside>
  );
}

function FunctionHelp({
  described,
  active,
}: {
  described: ExpressionFunction;
  active: string | null;
}) {
  return (
    <>
      <p>
        <code>{described.signature}</code> {described.description}
      </p>
      <dl>
        {described.parameters.map((parameter) => (
          <div key={parameter.name} data-active={parameter.name === active}>
            <dt>
              <code>{parameter.name}</code>
            </dt>
            <dd>
              {parameter.description} {boundsText(parameter)}
              {parameter.name === active && <span className="expression-here"> ← here</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="expression-foot">
        {described.call}: {warmUpText(described.warmUp)}
        {described.unstablePeriod > 0 && `, settled after ${count(described.unstablePeriod)} more`}.
        Source: {described.source}. Example: <Formula text={described.example} inline />
      </p>
    </>
  );
}

function warmUpText(bars: number): string {
  return bars === 0
    ? "defined from the first bar on"
    : `undefined on the first ${plural(bars, "bar")}`;
}

function boundsText({ min, max, defaultValue }: ExpressionFunction["parameters"][number]): string {
  const bounds = min !== null && max !== null ? `${min} to ${max}` : "";
  const usual = defaultValue !== null ? `default ${defaultValue}` : "";
  const both = [bounds, usual].filter(Boolean).join(", ");
  return both ? `(${both})` : "";
}
