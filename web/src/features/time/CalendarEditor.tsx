import {
  Alert,
  Button,
  Group,
  Modal,
  NumberInput,
  Stack,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/http";
import { asProblem, otherMessages } from "../../api/problem";
import type { CalendarDetail, TradingCalendar } from "../../api/types";
import { Confirm } from "../../ui/Confirm";
import {
  DAYS,
  toNewCalendar,
  wrongChanges,
  type CalendarForm,
  type Day,
  type Hours,
} from "./calendarForm";

/** Adds a calendar; `null` while the dialog is closed. */
export function CalendarEditor({
  initial,
  onAdded,
  onClose,
}: {
  initial: CalendarForm | null;
  onAdded: (code: string) => void;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={initial !== null}
      onClose={onClose}
      title="Add a calendar"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
      centered
    >
      {initial && <Form initial={initial} onAdded={onAdded} onClose={onClose} />}
    </Modal>
  );
}

const FIELDS = ["code", "name", "zone", "periodsPerYear"];

interface FormProps {
  initial: CalendarForm;
  onAdded: (code: string) => void;
  onClose: () => void;
}

function Form({ initial, onAdded, onClose }: FormProps) {
  const client = useQueryClient();
  const [form, setForm] = useState(initial);
  const set = (changes: Partial<CalendarForm>) => setForm((old) => ({ ...old, ...changes }));
  const save = useMutation({
    mutationFn: () => send<CalendarDetail>("POST", "/calendars", toNewCalendar(form)),
    onSuccess: async ({ calendar }) => {
      await client.invalidateQueries({ queryKey: ["calendars"] });
      onAdded(calendar.code);
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const wrong = wrongChanges(form.changes);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length === 0) {
          save.mutate();
        }
      }}
    >
      <Stack>
        {problem && (
          <Alert color="orange" role="alert">
            {[problem.message, ...otherMessages(problem, FIELDS)].join(" ")}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          Results depend on a calendar, so that it is never changed: to correct one, copy it under
          another code and give that to the instrument.
        </Text>
        <Group gap="sm" align="flex-start" grow>
          <TextInput
            label="Code"
            required
            data-autofocus
            placeholder="xetra"
            value={form.code}
            error={problem?.messagesFor("code")[0]}
            onChange={(event) => set({ code: event.currentTarget.value })}
          />
          <TextInput
            label="Name"
            placeholder="Xetra"
            value={form.name}
            error={problem?.messagesFor("name")[0]}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </Group>
        <Group gap="sm" align="flex-start" grow>
          <TextInput
            label="Time zone"
            placeholder="Europe/Berlin"
            value={form.zone}
            error={problem?.messagesFor("zone")[0]}
            onChange={(event) => set({ zone: event.currentTarget.value })}
          />
          <NumberInput
            label="Trading days a year"
            placeholder="counted"
            min={1}
            max={366}
            allowDecimal={false}
            value={form.periodsPerYear}
            error={problem?.messagesFor("periodsPerYear")[0]}
            onChange={(periodsPerYear) => set({ periodsPerYear })}
          />
        </Group>
        <Week
          hours={form.hours}
          onChange={(day, hours) => set({ hours: { ...form.hours, [day]: hours } })}
        />
        <Textarea
          label="Days that differ"
          description="One a line: 2024-12-24 09:00-14:00 Christmas Eve, or 2024-12-25 closed Christmas."
          autosize
          minRows={2}
          maxRows={8}
          value={form.changes}
          error={wrong.length > 0 ? `No such day in line ${wrong.join(", ")}.` : undefined}
          onChange={(event) => set({ changes: event.currentTarget.value })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Week({
  hours,
  onChange,
}: {
  hours: Record<Day, Hours>;
  onChange: (day: Day, hours: Hours) => void;
}) {
  return (
    <fieldset className="week-hours">
      <legend>Hours; without them a day has no session</legend>
      {DAYS.map((day) => {
        const name = day.charAt(0) + day.slice(1).toLowerCase();
        return (
          <div key={day} className="week-day">
            <span>{name}</span>
            <TextInput
              type="time"
              aria-label={`${name}, open`}
              value={hours[day].open}
              onChange={(event) =>
                onChange(day, { ...hours[day], open: event.currentTarget.value })
              }
            />
            <TextInput
              type="time"
              aria-label={`${name}, close`}
              value={hours[day].close}
              onChange={(event) =>
                onChange(day, { ...hours[day], close: event.currentTarget.value })
              }
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** Removes a calendar that was added; `null` while nothing is to be removed. */
export function RemoveCalendar({
  calendar,
  onRemoved,
  onClose,
}: {
  calendar: TradingCalendar | null;
  onRemoved: () => void;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (code: string) => send<null>("DELETE", `/calendars/${encodeURIComponent(code)}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["calendars"] });
      onRemoved();
    },
  });
  return (
    <Confirm
      opened={calendar !== null}
      title="Remove this calendar?"
      action="Remove"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => calendar && remove.mutate(calendar.code)}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      {calendar?.name} can be added again. It stays while an instrument uses it.
    </Confirm>
  );
}
