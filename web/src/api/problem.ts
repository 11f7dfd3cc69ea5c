/** One wrong value, as RFC 9457 problem details carry it. */
export interface FieldProblem {
  field: string;
  value?: unknown;
  message: string;
}

/** A refusal by the server, or the absence of an answer (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly errors: readonly FieldProblem[];

  constructor(status: number, detail: string, errors: readonly FieldProblem[] = []) {
    super(detail);
    this.name = "ApiProblem";
    this.status = status;
    this.errors = errors;
  }

  /** The messages for one field. */
  messagesFor(field: string): string[] {
    return this.errors.filter((error) => error.field === field).map((error) => error.message);
  }
}

const BY_STATUS: Record<number, string> = {
  401: "You are logged out. Log in again to go on.",
  403: "The server refused this request. Reload the page and try again.",
  404: "There is no such thing here, or it has been deleted.",
  413: "The file is larger than the server accepts.",
  429: "Too many attempts. Wait a moment and try again.",
};

/** Reads a problem from whatever body came with a failed answer. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const record = isRecord(body) ? body : {};
  const detail = typeof record.detail === "string" ? record.detail : undefined;
  const title = typeof record.title === "string" ? record.title : undefined;
  const errors = Array.isArray(record.errors) ? record.errors.filter(isFieldProblem) : [];
  const text = detail ?? BY_STATUS[status] ?? title ?? `The server answered with status ${status}.`;
  return new ApiProblem(status, text, errors);
}

/** A failure of any kind as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) {
    return error;
  }
  return new ApiProblem(0, error instanceof Error ? error.message : String(error));
}

/** Messages that belong to none of the given fields, for the head of a form. */
export function otherMessages(problem: ApiProblem, fields: readonly string[]): string[] {
  const others = problem.errors.filter((error) => !fields.includes(error.field));
  return others.map((error) => `${error.field}: ${error.message}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value.field === "string" && typeof value.message === "string";
}
