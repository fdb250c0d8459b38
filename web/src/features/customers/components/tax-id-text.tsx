import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A tax id, marked when its check digit is wrong: it recognises nobody then. */
export function TaxIdText({ value }: { value: { value: string; check: "VALID" | "INVALID" | "UNKNOWN" } }) {
  const { t } = useTranslation("customers");
  return (
    <Group component="span" gap={6} wrap="wrap" style={{ display: "inline-flex" }}>
      <span style={{ fontVariantNumeric: "tabular-nums", overflowWrap: "anywhere" }}>{value.value}</span>
      {value.check === "INVALID" && (
        <Badge color="yellow" size="sm">
          {t("taxId.wrong")}
        </Badge>
      )}
    </Group>
  );
}
