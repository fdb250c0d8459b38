import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import type { CustomerField, CustomerRecord } from "../customer";
import { pinMutation } from "./pin-dialog";

/** Lets a settled value go: what the accounts say counts again. */
export function LetGoDialog({ customer, field, onClose }: { customer: CustomerRecord; field: CustomerField; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [{ fetching }, pin] = useMutation(pinMutation);
  const name = t(`field.${field}`);
  return (
    <ReasonDialog
      title={t("letGo.title", { field: name })}
      consequence={t("letGo.consequence")}
      reasonHint={t("pin.reasonHint")}
      confirmLabel={t("letGo.open")}
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const result = await pin({ input: { customerId: customer.id, field, value: null, reason } });
        if (!result.data) return result.error;
        notifyDone(t("letGo.done", { field: name }));
        onClose();
        return undefined;
      }}
    />
  );
}
