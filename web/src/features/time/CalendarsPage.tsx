import { ActionIcon, Badge, Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { queries } from "../../api/queries";
import type { CalendarDetail, TradingCalendar } from "../../api/types";
import { count } from "../../format/numbers";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, LoadingBox } from "../../ui/states";
import {
  daysOf,
  leadingBlanks,
  monthOf,
  monthSpan,
  monthSummary,
  monthTitle,
  parseMonth,
  shiftMonth,
  type CalendarDay,
} from "./month";
import { CalendarEditor, RemoveCalendar } from "./CalendarEditor";
import { copyOf, emptyCalendar, type CalendarForm } from "./calendarForm";
import "./time.css";

/** Calendars with the sessions of a chosen month. */
export function CalendarsPage() {
  const calendars = useQuery(queries.calendars());
  const client = useQueryClient();
  const search = useSearch({ from: "/inside/calendars" });
  const navigate = useNavigate({ from: "/calendars" });
  const [adding, setAdding] = useState<CalendarForm | null>(null);
  const shown = calendars.data?.find((each) => each.code === search.code);
  const copy = useMutation({
    mutationFn: (code: string) => client.fetchQuery(queries.calendar(code)),
    onSuccess: (detail) => setAdding(copyOf(detail)),
  });
  return (
    <>
      <PageHeader
        title="Sessions"
        note="When an instrument trades: regular hours, early closes and holidays of each calendar."
        actions={
          <>
            {shown && !shown.builtIn && (
              <Button
                variant="default"
                loading={copy.isPending}
                onClick={() => copy.mutate(shown.code)}
              >
                Copy
              </Button>
            )}
            <Button
              leftSection={<Icon name="plus" size={18} />}
              onClick={() =>
                setAdding(emptyCalendar(Intl.DateTimeFormat().resolvedOptions().timeZone))
              }
            >
              Add a calendar
            </Button>
          </>
        }
      />
      <Loaded query={calendars}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="No calendars">Add one above.</EmptyState>
          ) : (
            <Chosen all={all} />
          )
        }
      </Loaded>
      <CalendarEditor
        initial={adding}
        onAdded={(code) => {
          setAdding(null);
          void navigate({ search: (old) => ({ ...old, code }), replace: true });
        }}
        onClose={() => setAdding(null)}
      />
    </>
  );
}

function Chosen({ all }: { all: TradingCalendar[] }) {
  const search = useSearch({ from: "/inside/calendars" });
  const navigate = useNavigate({ from: "/calendars" });
  const calendar =
    all.find((each) => each.code === search.code) ??
    (search.code ? undefined : (all.find((each) => each.code === "us-equity") ?? all[0]));
  const [thisMonth] = useState(() => monthOf(Date.now()));
  const month = search.month ?? thisMonth;
  const change = (changes: { code?: string | undefined; month?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...changes }), replace: true });
  return (
    <Stack>
      <Group gap="sm" align="flex-end">
        <Select
          label="Calendar"
          allowDeselect={false}
          data={all.map(({ code, name }) => ({ value: code, label: name }))}
          value={calendar?.code ?? null}
          onChange={(code) => code && change({ code })}
          style={{ flex: "1 1 240px", maxWidth: 380 }}
        />
        <Group gap={4} wrap="nowrap" align="flex-end">
          <ActionIcon
            size={36}
            variant="default"
            aria-label="Month before"
            onClick={() => change({ month: shiftMonth(month, -1) })}
          >
            <Icon name="left" size={18} />
          </ActionIcon>
          <TextInput
            type="month"
            label="Month"
            min="1970-01"
            max="2099-12"
            value={month}
            onChange={(event) => {
              const wanted = parseMonth(event.currentTarget.value);
              if (wanted) {
                change({ month: wanted });
              }
            }}
          />
          <ActionIcon
            size={36}
            variant="default"
            aria-label="Month after"
            onClick={() => change({ month: shiftMonth(month, 1) })}
          >
            <Icon name="right" size={18} />
          </ActionIcon>
        </Group>
      </Group>
      {calendar ? (
        <>
          <Month code={calendar.code} month={month} />
          <Facts calendar={calendar} onRemoved={() => change({ code: undefined })} />
        </>
      ) : (
        <EmptyState title={`There is no calendar ${search.code ?? ""}`}>
          Choose another one above.
        </EmptyState>
      )}
    </Stack>
  );
}

function Month({ code, month }: { code: string; month: string }) {
  const detail = useQuery(queries.calendar(code));
  const sessions = useQuery({
    ...queries.sessions(code, monthSpan(month)),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={detail} loading={<LoadingBox height={420} />}>
      {(calendar) => (
        <Loaded query={sessions} loading={<LoadingBox height={420} />}>
          {(list) =>
            sessions.isPlaceholderData ? (
              <LoadingBox height={420} />
            ) : (
              <MonthGrid detail={calendar} month={month} days={daysOf(month, calendar, list)} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}

const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

function MonthGrid({
  detail,
  month,
  days,
}: {
  detail: CalendarDetail;
  month: string;
  days: CalendarDay[];
}) {
  const blanks = leadingBlanks(month);
  const special = useMemo(
    () => days.filter((day) => day.kind === "changed" || day.kind === "holiday"),
    [days],
  );
  return (
    <Panel
      title={monthTitle(month)}
      note={`${monthSummary(days)}. Times are in ${detail.calendar.zone}.`}
      testId="month"
    >
      <div className="month-week" aria-hidden="true">
        {WEEK.map((day) => (
          <span key={day}>{day.slice(0, 3)}</span>
        ))}
      </div>
      <ol className="month-grid" aria-label={`Days of ${monthTitle(month)}`}>
        {days.map((day, i) => (
          <li
            key={day.date}
            data-kind={day.kind}
            style={i === 0 ? { gridColumnStart: blanks + 1 } : undefined}
          >
            <time dateTime={day.date}>
              <span className="month-day-name">{WEEK[(blanks + i) % 7]?.slice(0, 3)} </span>
              {Number(day.date.slice(8))}
            </time>
            <span className="month-hours">{day.hours || (day.reason ? "holiday" : "closed")}</span>
            {day.reason && <span className="month-reason">{day.reason}</span>}
          </li>
        ))}
      </ol>
      {special.length === 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          No holidays and no other hours in this month.
        </Text>
      )}
    </Panel>
  );
}

function Facts({ calendar, onRemoved }: { calendar: TradingCalendar; onRemoved: () => void }) {
  const [removing, setRemoving] = useState<TradingCalendar | null>(null);
  return (
    <Panel
      title={calendar.name}
      actions={
        <Group gap="xs">
          <Badge variant="light" radius="sm" tt="none" color={calendar.builtIn ? "gray" : "tide"}>
            {calendar.builtIn ? "built in" : "added"}
          </Badge>
          {!calendar.builtIn && (
            <Button size="compact-xs" variant="default" onClick={() => setRemoving(calendar)}>
              Remove
            </Button>
          )}
        </Group>
      }
    >
      <RemoveCalendar
        calendar={removing}
        onRemoved={() => {
          setRemoving(null);
          onRemoved();
        }}
        onClose={() => setRemoving(null)}
      />
      <dl className="fact-list">
        <dt>Code</dt>
        <dd>
          <code>{calendar.code}</code>
        </dd>
        <dt>Time zone</dt>
        <dd>{calendar.zone}</dd>
        <dt>Trading days a year</dt>
        <dd>{count(calendar.periodsPerYear)}, which statistics are annualised with</dd>
        <dt>Regular hours</dt>
        <dd>
          {calendar.hours.map((each) => (
            <div key={each.day}>
              {each.day.charAt(0) + each.day.slice(1).toLowerCase()} {each.open}–{each.close}
            </div>
          ))}
        </dd>
      </dl>
    </Panel>
  );
}
