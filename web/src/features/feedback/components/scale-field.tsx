import { Text } from "@mantine/core";
import { useId, type CSSProperties, type ReactNode } from "react";
import classes from "./scale-field.module.css";

interface Props {
  /** The question. */
  legend: string;
  /** The values, in their order. */
  values: readonly number[];
  value: number | undefined;
  onChange(value: number): void;
  /** What a value is called, for those who don't see the scale. */
  nameOf(value: number): string;
  /** What is drawn for a value. */
  sign(value: number): ReactNode;
  /** What the ends mean. */
  low: string;
  high: string;
  /** Whether all values up to the chosen one are lit, as stars are. */
  filled?: boolean;
  error?: string | undefined;
}

/** A question with a scale for an answer: a group of radios, large enough for a thumb. */
export function ScaleField({ legend, values, value, onChange, nameOf, sign, low, high, filled = false, error }: Props) {
  const id = useId();
  return (
    <fieldset className={classes["field"]} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{legend}</legend>
      <div className={classes["scale"]} data-filled={filled || undefined} style={{ "--columns": Math.min(values.length, 6) } as CSSProperties}>
        {values.map((one) => (
          <label key={one} data-on={value !== undefined && (filled ? one <= value : one === value) ? "" : undefined}>
            <input type="radio" name={id} value={one} checked={one === value} onChange={() => onChange(one)} aria-label={nameOf(one)} />
            <span aria-hidden="true">{sign(one)}</span>
          </label>
        ))}
      </div>
      <div className={classes["ends"]} aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" id={`${id}-error`} role="alert" mt={4}>
          {error}
        </Text>
      )}
    </fieldset>
  );
}
