import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NoData } from "~/shared/format/text";
import type { Account } from "../account";

/** A tax id, with a warning when its check digit is wrong: it is kept, and recognises nobody. */
export function TaxIdText({ value }: { value: Account["taxId"] }) {
  const { t } = useTranslation("accounts");
  if (!value) return <NoData />;
  return (
    <Group gap={6} component="span" display="inline-flex">
      <span style={{ fontVariantNumeric: "tabular-nums", overflowWrap: "anywhere" }}>{value.value}</span>
      {value.check === "INVALID" && (
        <Badge color="yellow" title={t("taxId.invalidHint")}>
          {t("taxId.invalid")}
        </Badge>
      )}
    </Group>
  );
}
