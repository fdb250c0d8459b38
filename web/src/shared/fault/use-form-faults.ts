import { useState } from "react";
import type { CombinedError } from "@urql/core";
import { faultFrom, type Fault } from "./fault";
import { useMessageText } from "./use-fault-text";

interface FormErrors {
  setErrors(errors: Record<string, string>): void;
  values: object;
  getInputNode?(path: string): HTMLElement | null;
}

/**
 * Puts the fields' faults of a failed mutation beside the form's fields, by path ("lines.3.quantity"), and returns
 * what belongs to no field as a fault to show above. A leading "input." of the path is left out. The first field at
 * fault gets the focus, for it may be out of sight. within names the part of the input that the form is of, which is
 * left out of the path, too.
 */
export function useFormFaults(form: FormErrors, within?: string): { fault: Fault | undefined; show(error: CombinedError | undefined): void } {
  const [fault, setFault] = useState<Fault>();
  const text = useMessageText();
  return {
    fault,
    show(error) {
      if (!error) {
        setFault(undefined);
        return;
      }
      const whole = faultFrom(error);
      const here = whole.fields.map((field) => ({ ...field, path: inner(inner(field.path, "input"), within) }));
      const known = here.filter((field) => (field.path.split(".")[0] ?? "") in form.values);
      form.setErrors(Object.fromEntries(known.map((field) => [field.path, text(field)])));
      if (known[0]) form.getInputNode?.(known[0].path)?.focus();
      const rest = here.filter((field) => !known.includes(field));
      setFault(known.length > 0 && rest.length === 0 ? undefined : { ...whole, fields: rest });
    },
  };
}

/** The path without its first name, when that is the given one. */
const inner = (path: string, name: string | undefined) => (name && path.startsWith(`${name}.`) ? path.slice(name.length + 1) : path);
