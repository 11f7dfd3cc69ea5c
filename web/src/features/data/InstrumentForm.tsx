import { Alert, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import { queries } from "../../api/queries";
import type { AssetClass, Instrument, InstrumentSettings } from "../../api/types";
import { EmptyState, Loaded } from "../../ui/states";
import { MarketFields } from "./MarketFields";

interface InstrumentFormProps {
  id: string;
  opened: boolean;
  onClose: () => void;
}

/** Changes what is known of an instrument. */
export function InstrumentForm({ id, opened, onClose }: InstrumentFormProps) {
  const instrument = useQuery({ ...queries.instrument(id), enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Edit ${id}`}
      closeButtonProps={{ "aria-label": "Close" }}
      centered
    >
      <Loaded query={instrument}>
        {(data) =>
          data ? (
            <Fields instrument={data} onClose={onClose} />
          ) : (
            <EmptyState title={`There is no instrument ${id}`} />
          )
        }
      </Loaded>
    </Modal>
  );
}

const FIELDS = ["name", "assetClass", "currency", "tickSize", "lotSize", "calendar"];

function Fields({ instrument, onClose }: { instrument: Instrument; onClose: () => void }) {
  const client = useQueryClient();
  const { id, ...settings } = instrument;
  const [form, setForm] = useState<InstrumentSettings>(settings);
  const save = useMutation({
    mutationFn: () => send<Instrument>("PUT", instrumentPath(id), pick(form)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["instrument", id] });
      await client.invalidateQueries({ queryKey: ["series"] });
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const set = (changes: Partial<InstrumentSettings>) => setForm((old) => ({ ...old, ...changes }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        {problem && (
          <Alert color="orange" role="alert">
            {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
          </Alert>
        )}
        <TextInput
          label="Name"
          value={form.name ?? ""}
          error={problem?.messagesFor("name")[0]}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <MarketFields
          values={form}
          problem={problem}
          onChange={({ assetClass, ...rest }) =>
            set({ ...rest, ...(assetClass ? { assetClass: assetClass as AssetClass } : {}) })
          }
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An id may contain slashes, which stay slashes in the address. */
function instrumentPath(id: string): string {
  return `/instruments/${id.split("/").map(encodeURIComponent).join("/")}`;
}

/** Only what may be changed, whatever else the server sent along. */
function pick(form: InstrumentSettings): InstrumentSettings {
  const { name, assetClass, currency, tickSize, lotSize, calendar } = form;
  return { name, assetClass, currency, tickSize, lotSize, calendar };
}
