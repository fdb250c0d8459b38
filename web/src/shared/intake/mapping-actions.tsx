import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./mapping-actions.module.css";

/** What to do with a mapping, in sight however long it is, and that it is remembered. */
export function MappingActions({ children }: { children: ReactNode }) {
  const { t } = useTranslation("intake");
  return (
    <>
      <div className={classes["bar"]}>{children}</div>
      <Text size="sm" c="dimmed" ta="end">
        {t("mapping.remembered")}
      </Text>
    </>
  );
}
