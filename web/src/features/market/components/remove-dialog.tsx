import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatMoney } from "~/shared/format/format";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { MarketSize } from "../market";
import { setSizeMutation } from "./size-dialog";

/** Asks once before an entry is removed. */
export function RemoveDialog({ size, onClose }: { size: MarketSize; onClose: () => void }) {
  const { t } = useTranslation("market");
  const language = useLanguage();
  const localName = useLocalName();
  const [{ fetching }, set] = useMutation(setSizeMutation);
  const [fault, setFault] = useState<Fault>();
  const run = async () => {
    const { data, error } = await set({ input: { territoryId: size.territory.id, productLineId: size.productLine?.id ?? null, year: size.year, amount: null } });
    if (data) {
      notifyDone(t("removed"));
      onClose();
    } else setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("remove.title")} confirmLabel={t("remove")} onConfirm={() => void run()} busy={fetching} destructive fault={fault}>
      <Text size="sm">{t("remove.consequence", { territory: localName(size.territory.name), year: size.year, amount: formatMoney(size.amount, language) })}</Text>
    </ConfirmDialog>
  );
}
