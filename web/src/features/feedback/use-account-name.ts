import { useTranslation } from "react-i18next";

/** Gives what a customer is called; a person's name is only its owner's to read, so a code or a word stands for it. */
export function useAccountName(): (account: { name: string | null; code: string } | null) => string {
  const { t } = useTranslation("feedback");
  return (account) => {
    if (!account) return t("unknownCustomer");
    return [account.name ?? t("person"), account.code].filter(Boolean).join(" · ");
  };
}
