import {
  ActionIcon,
  Alert,
  Button,
  PasswordInput,
  Select,
  Stack,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { send } from "../../api/http";
import { asProblem } from "../../api/problem";
import { queries } from "../../api/queries";
import type { ApiKey, CreatedApiKey } from "../../api/types";
import { utcDateTime } from "../../format/time";
import { Confirm } from "../../ui/Confirm";
import { DataTable, type Column } from "../../ui/DataTable";
import { HashValue } from "../../ui/HashValue";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";

/** Keys for programs. */
export function ApiKeysPage() {
  const keys = useQuery(queries.apiKeys());
  const [removing, setRemoving] = useState<ApiKey | null>(null);
  const columns = useMemo<Column<ApiKey>[]>(
    () => [
      { id: "name", header: "Name", lead: true, cell: (key) => key.name },
      { id: "prefix", header: "Begins with", cell: (key) => <code>{key.prefix}</code> },
      { id: "scopes", header: "May", cell: (key) => key.scopes.join(", ") },
      { id: "created", header: "Made (UTC)", cell: (key) => utcDateTime(key.createdAt) },
      {
        id: "used",
        header: "Last used (UTC)",
        cell: (key) => (key.lastUsedAt ? utcDateTime(key.lastUsedAt) : "never"),
      },
      {
        id: "remove",
        header: "",
        align: "right",
        cell: (key) => (
          <Tooltip label="Remove">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove key ${key.name}`}
              onClick={() => setRemoving(key)}
            >
              <Icon name="trash" size={18} />
            </ActionIcon>
          </Tooltip>
        ),
      },
    ],
    [],
  );
  return (
    <>
      <PageHeader
        title="API keys"
        note="A key lets a program use Tradewind in your name, as the header Authorization: Bearer …"
      />
      <Stack>
        <NewKey />
        <Panel title="Keys">
          <Loaded query={keys}>
            {(list) =>
              list.length === 0 ? (
                <EmptyState title="No keys yet">
                  The command line on this machine needs none while it shares the data directory.
                </EmptyState>
              ) : (
                <DataTable label="API keys" columns={columns} rows={list} rowId={(key) => key.id} />
              )
            }
          </Loaded>
        </Panel>
      </Stack>
      <RemoveKey apiKey={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function NewKey() {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [scope, setScope] = useState("read");
  const [password, setPassword] = useState("");
  const create = useMutation({
    mutationFn: () => send<CreatedApiKey>("POST", "/api-keys", { name, scopes: [scope], password }),
    onSuccess: async () => {
      setName("");
      setPassword("");
      await client.invalidateQueries({ queryKey: ["api-keys"] });
    },
  });
  const problem = create.error ? asProblem(create.error) : null;
  return (
    <Panel title="New key">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack maw={460}>
          {create.data && (
            <Alert color="tide" title="Copy the key now; it is not shown again" role="status">
              <HashValue value={create.data.key} name="key" full />
            </Alert>
          )}
          {problem && problem.errors.length === 0 && (
            <Alert color="orange" role="alert">
              {problem.message}
            </Alert>
          )}
          <TextInput
            label="Name"
            description="What the program is, so that you know what to remove later."
            required
            maxLength={80}
            value={name}
            error={problem?.messagesFor("name")[0]}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="May"
            data={[
              { value: "read", label: "read" },
              { value: "write", label: "read and write" },
            ]}
            allowDeselect={false}
            value={scope}
            error={problem?.messagesFor("scopes")[0]}
            onChange={(value) => setScope(value ?? "read")}
          />
          <PasswordInput
            label="Your password"
            description="Asked for again, because a key lasts longer than a session."
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={create.isPending} style={{ alignSelf: "flex-start" }}>
            Make a key
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

function RemoveKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => send<null>("DELETE", `/api-keys/${id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["api-keys"] });
      onClose();
    },
  });
  return (
    <Confirm
      opened={apiKey !== null}
      title="Remove this key?"
      action="Remove"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => apiKey && remove.mutate(apiKey.id)}
      onClose={onClose}
    >
      Programs that use “{apiKey?.name}” stop working at once.
    </Confirm>
  );
}
