import Form from "@rjsf/mantine";
import type FormCore from "@rjsf/core";
import type { ErrorSchema, RJSFSchema, UiSchema } from "@rjsf/utils";
import type { Ref } from "react";
import { validator } from "./validator";

type FormData = Record<string, unknown>;

const UI: UiSchema<FormData> = {
  "ui:submitButtonOptions": { norender: true },
  "ui:label": false,
};

interface ParametersFormProps {
  schema: RJSFSchema;
  value: FormData;
  errors: ErrorSchema<FormData>;
  onChange: (value: FormData) => void;
  formRef: Ref<FormCore<FormData>>;
}

/** The strategy's parameters, from its JSON Schema. */
export function ParametersForm({ schema, value, errors, onChange, formRef }: ParametersFormProps) {
  return (
    <Form
      ref={formRef}
      tagName="div"
      idPrefix="parameters"
      schema={schema}
      uiSchema={UI}
      validator={validator}
      formData={value}
      extraErrors={errors}
      showErrorList={false}
      liveValidate="onBlur"
      onChange={({ formData }) => onChange(formData ?? {})}
    />
  );
}
