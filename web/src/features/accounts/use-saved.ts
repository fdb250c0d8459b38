import { useTranslation } from "react-i18next";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { notifyDone, notifyWarned } from "~/shared/ui/notify";

interface Warning {
  path: string;
  message: { key: string; params: Record<string, unknown> };
}

/** Says that an account is saved, and what of it looks wrong though it was kept. */
export function useSaved(): (warnings: readonly Warning[]) => void {
  const { t } = useTranslation("accounts");
  const text = useMessageText();
  const fieldName = (path: string) => (path.endsWith("legalTaxId") ? t("legalTaxId") : path.endsWith("taxId") ? t("taxId") : t("phone"));
  return (warnings) => {
    if (warnings.length === 0) notifyDone(t("form.saved"));
    else notifyWarned([t("form.savedButCheck"), ...new Set(warnings.map((one) => `${fieldName(one.path)}: ${text(one.message)}`))].join(" "));
  };
}
