import { Button, Code, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries, strategyPath } from "../../api/queries";
import type { StrategyDetail } from "../../api/types";
import { Formula } from "../../expressions/Formula";
import { Confirm } from "../../ui/Confirm";
import { LinkButton } from "../../ui/LinkButton";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { BrokenFile } from "./StrategiesPage";
import { DocumentActions } from "./StrategyDocument";
import { TestPanel } from "./TestPanel";
import { labelOf } from "./rules";

const TEXTS = ["name", "title", "description", "source"];
const EXPRESSIONS = [
  "require",
  "enter",
  "exit",
  "shortEnter",
  "shortExit",
  "rank",
  "universe.filter",
  "size.value",
  "stop.price",
  "stop.distance",
  "stop.fraction",
  "target.price",
  "target.distance",
  "target.fraction",
  "trailingStop.distance",
  "trailingStop.fraction",
];

/** One strategy: what it does, its document and its versions. */
export function StrategyPage() {
  const { name } = useParams({ from: "/inside/strategies/$name" });
  const { version } = useSearch({ from: "/inside/strategies/$name" });
  const query = useQuery(queries.strategy(name, version));
  if (query.error && asProblem(query.error).status === 404) {
    return (
      <EmptyState
        isPage
        title={`There is no strategy ${name}`}
        action={<LinkButton to="/strategies">All strategies</LinkButton>}
      />
    );
  }
  return (
    <Loaded page="Strategy" query={query}>
      {(strategy) => <Detail strategy={strategy} />}
    </Loaded>
  );
}

function Detail({ strategy }: { strategy: StrategyDetail }) {
  return (
    <>
      <PageHeader
        title={strategy.title}
        note={strategy.description}
        actions={<Actions strategy={strategy} />}
      />
      <Stack>
        <BrokenFile strategy={strategy} />
        {!strategy.archived && <TestPanel strategy={strategy} />}
        {strategy.rule && <Explained strategy={strategy} />}
        {strategy.document === null ? (
          <Panel title="Document">
            <Text size="sm">It is written in Java and has no document.</Text>
          </Panel>
        ) : (
          <Panel
            title="Document"
            actions={<DocumentActions name={strategy.id} text={strategy.document} />}
          >
            <Code block data-testid="document" style={{ whiteSpace: "pre-wrap" }} tabIndex={0}>
              {strategy.document}
            </Code>
          </Panel>
        )}
      </Stack>
    </>
  );
}

function Explained({ strategy }: { strategy: StrategyDetail }) {
  const navigate = useNavigate({ from: "/strategies/$name" });
  const fields = Object.entries(strategy.rule?.fields ?? {}).filter(
    ([path]) => !TEXTS.includes(path),
  );
  const newest = strategy.versions[0]?.version;
  return (
    <Panel
      title="What it does"
      actions={
        strategy.versions.length > 1 ? (
          <Select
            size="xs"
            w={170}
            aria-label="Version"
            allowDeselect={false}
            data={strategy.versions.map((each) => ({
              value: String(each.version),
              label:
                each.version === newest
                  ? `Version ${each.version} (newest)`
                  : `Version ${each.version}`,
            }))}
            value={String(strategy.version)}
            onChange={(value) =>
              void navigate({
                search: Number(value) === newest ? {} : { version: Number(value) },
              })
            }
          />
        ) : undefined
      }
    >
      <dl className="fact-list">
        {fields.map(([path, text]) => (
          <Fact key={path} path={path} text={text} />
        ))}
        {(strategy.rule?.parameters ?? []).map((each) => (
          <Fact
            key={`$${each.name}`}
            path={`$${each.name}`}
            text={`${each.default ?? ""}, from ${each.min ?? ""} to ${each.max ?? ""}${each.description ? `. ${each.description}` : ""}`}
          />
        ))}
        <dt>Named in backtests</dt>
        <dd className="breakable">
          <code>{strategy.reference}</code>
        </dd>
      </dl>
    </Panel>
  );
}

function Fact({ path, text }: { path: string; text: string }) {
  return (
    <>
      <dt>{path.startsWith("$") ? path : labelOf(path)}</dt>
      <dd className="breakable">
        {EXPRESSIONS.includes(path) ? <Formula text={text} inline /> : text}
      </dd>
    </>
  );
}

function Actions({ strategy }: { strategy: StrategyDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const isOwn = strategy.origin === "OWN" || strategy.origin === "FILE";
  const remove = useMutation({
    mutationFn: () => send<null>("DELETE", strategyPath(strategy.id)),
    onSuccess: async () => {
      await navigate({ to: "/strategies" });
      await client.invalidateQueries({ queryKey: ["strategies"] });
    },
  });
  return (
    <>
      {isOwn && (
        <LinkButton to="/strategies/$name/edit" params={{ name: strategy.id }} variant="default">
          Edit
        </LinkButton>
      )}
      {strategy.document !== null && (
        <LinkButton to="/strategies/new" search={{ like: strategy.id }} variant="default">
          Copy
        </LinkButton>
      )}
      {isOwn && !strategy.archived && (
        <Button variant="default" onClick={() => setDeleting(true)}>
          Delete
        </Button>
      )}
      <Confirm
        opened={isDeleting}
        title="Delete this strategy?"
        action="Delete"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => {
          remove.reset();
          setDeleting(false);
        }}
      >
        {strategy.title} can no longer be run by its name. Versions that a backtest names are kept.
        {strategy.origin === "FILE" && " Its file stays where it is."}
      </Confirm>
    </>
  );
}
