import { Validator, type OutputUnit, type Schema } from "@cfworker/json-schema";
import {
  toErrorSchema,
  type RJSFSchema,
  type RJSFValidationError,
  type ValidatorType,
} from "@rjsf/utils";

type FormData = Record<string, unknown>;

/** Keywords that only say that something inside is wrong. */
const WRAPPERS = new Set(["properties", "allOf", "$ref", "items"]);

/**
 * Checks forms by walking the schema. The usual validator compiles schemas to functions, which the
 * content security policy forbids.
 */
export const validator: ValidatorType<FormData> = {
  validateFormData(formData, schema, _customValidate, transformErrors, uiSchema) {
    const found = errorsOf(schema, formData ?? {});
    const errors = transformErrors ? transformErrors(found, uiSchema) : found;
    return { errors, errorSchema: toErrorSchema<FormData>(errors) };
  },
  isValid(schema, formData, rootSchema) {
    const whole = { ...schema, $defs: rootSchema.$defs ?? {} } as Schema;
    return new Validator(whole, "2020-12").validate(formData ?? {}).valid;
  },
  rawValidation<Result>(schema: RJSFSchema, formData?: FormData) {
    return { errors: errorsOf(schema, formData ?? {}) as Result[] };
  },
};

export default validator;

function errorsOf(schema: RJSFSchema, formData: FormData): RJSFValidationError[] {
  const { errors } = new Validator(schema as Schema, "2020-12", false).validate(formData);
  return errors.filter(({ keyword }) => !WRAPPERS.has(keyword)).map(toError);
}

function toError({ keyword, instanceLocation, error }: OutputUnit): RJSFValidationError {
  const missing = keyword === "required" ? /"([^"]+)"/.exec(error)?.[1] : undefined;
  const path = instanceLocation.replace(/^#\/?/, "").split("/").filter(Boolean);
  const property = [...path, ...(missing ? [missing] : [])].map((part) => `.${part}`).join("");
  const message = missing ? "is required" : error;
  return { name: keyword, property, message, stack: `${property.slice(1)} ${message}`, params: {} };
}
