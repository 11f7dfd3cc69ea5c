import { UNDEFINED_MARK, bytes, count } from "../../format/numbers";
import { utcDateTime } from "../../format/time";

export interface FactGroup {
  title: string;
  facts: [string, string][];
}

/** The server's report as names and values: plain values first, each object a group of its own. */
export function factsOf(report: Record<string, unknown>): FactGroup[] {
  const plain: [string, string][] = [];
  const groups: FactGroup[] = [];
  for (const [key, value] of Object.entries(report)) {
    if (isObject(value)) {
      groups.push({ title: words(key), facts: flatten(value, "") });
    } else if (Array.isArray(value) && value.some(isObject)) {
      for (const [i, each] of value.filter(isObject).entries()) {
        const { name, facts, ...rest } = each;
        groups.push({
          title: typeof name === "string" ? words(name) : `${words(key)} ${i + 1}`,
          facts: flatten(isObject(facts) ? { ...facts, ...rest } : rest, ""),
        });
      }
    } else {
      plain.push([words(key), show(key, value)]);
    }
  }
  return [{ title: "Tradewind", facts: plain }, ...groups.filter(({ facts }) => facts.length > 0)];
}

function flatten(value: Record<string, unknown>, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    isObject(inner)
      ? flatten(inner, `${prefix}${words(key)} · `)
      : [[`${prefix}${words(key)}`, show(key, inner)]],
  );
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function show(key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return UNDEFINED_MARK;
  }
  if (typeof value === "number" && /bytes$/i.test(key)) {
    return bytes(value);
  }
  if (typeof value === "number" && Number.isInteger(value)) {
    return count(value);
  }
  if (typeof value === "string" && MOMENT.test(value)) {
    return `${utcDateTime(value)} UTC`;
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}

function words(key: string): string {
  const text = key
    .replace(/Bytes$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
