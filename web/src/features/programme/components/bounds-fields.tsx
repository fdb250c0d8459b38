import { Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { MetricUnit } from "~/shared/format/metric";
import { bounds, kinds, type ProgrammeValues } from "../programme-form";
import classes from "./metric-rules.module.css";

interface Props {
  form: UseFormReturnType<ProgrammeValues>;
  /** Which metric. */
  index: number;
  name: string;
  unit: MetricUnit | undefined;
}

/** Between which values a metric scores, for a month, a quarter and a year. */
export function BoundsFields({ form, index, name, unit }: Props) {
  const { t } = useTranslation(["programme", "common"]);
  return (
    <div className={classes["bounds"]} role="group" aria-label={t("programme:boundsOf", { name })}>
      <span className={classes["corner"]}>
        <Text size="xs" c="dimmed">
          {unit && t(`programme:unit.${unit}`)}
        </Text>
      </span>
      {bounds.map((bound) => (
        <span key={bound} className={classes["column"]}>
          {t(`programme:bound.${bound}`)}
        </span>
      ))}
      {kinds.map((kind) => {
        const path = `rules.${index}.${kind}`;
        return (
          <Fragment key={kind}>
            <span className={classes["kind"]}>{t(`common:period.kind.${kind}`)}</span>
            {bounds.map((bound) => (
              <TextInput key={bound} aria-label={t("programme:boundField", { name, kind: t(`common:period.kind.${kind}`), bound: t(`programme:bound.${bound}`) })} inputMode="decimal" size="xs" {...form.getInputProps(`${path}.${bound}`)} />
            ))}
            {form.errors[path] && (
              <Text size="xs" c="var(--mantine-color-error)" role="alert" className={classes["wrong"] ?? ""}>
                {form.errors[path]}
              </Text>
            )}
          </Fragment>
        );
      })}
    </div>
  );
}
