import { Box, Button, VisuallyHidden } from "@mantine/core";
import { useContext, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { PanelCorner } from "~/shared/ui/panel";
import classes from "./figure.module.css";

export interface Series {
  name: string;
  /** One value for each label; null where there is none. */
  values: readonly (number | null)[];
  /** How it is drawn: a line, a dashed line for what it is compared with, bars, bars on top of each other, or marks for a target. */
  as: "line" | "dashed" | "bar" | "stack" | "mark";
}

interface Props {
  label: string;
  /** What the labels are: "Month". */
  axis: string;
  labels: readonly string[];
  series: readonly Series[];
  format(value: number): string;
  children: ReactNode;
}

/** A picture with its table behind it: screen readers always find the table, everybody may look at it instead. */
export function FigureFrame({ label, axis, labels, series, format, children }: Props) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const corner = useContext(PanelCorner);
  const table = (
    <table className={classes["table"]}>
      <caption>
        <VisuallyHidden>{label}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{axis}</th>
          {series.map((one) => (
            <th key={one.name} scope="col">
              {one.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((text, index) => (
          <tr key={text}>
            <th scope="row">{text}</th>
            {series.map((one) => {
              const value = one.values[index];
              return <td key={one.name}>{value === null || value === undefined ? "–" : format(value)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  const toggle = (
    <Button data-screen-only size="compact-sm" variant="subtle" color="gray" leftSection={<Icon name={asTable ? "chart" : "table"} size={14} />} onClick={() => setAsTable(!asTable)}>
      {asTable ? t("figure.asPicture") : t("figure.asTable")}
    </Button>
  );
  return (
    <Box component="figure" m={0} aria-label={label} pos="relative">
      {corner ? createPortal(toggle, corner) : <div className={classes["switch"]}>{toggle}</div>}
      {asTable ? (
        <Box style={{ overflowX: "auto" }} tabIndex={0} role="group" aria-label={label}>
          {table}
        </Box>
      ) : (
        <>
          <div aria-hidden="true">{children}</div>
          <VisuallyHidden>{table}</VisuallyHidden>
        </>
      )}
    </Box>
  );
}
