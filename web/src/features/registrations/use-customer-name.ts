import { useTranslation } from "react-i18next";

interface Named {
  customerName: string | null;
  account: { code: string } | null;
}

/** Gives what the customer of a registration is called; a person whose name is not the viewer's to know is "a person". */
export function useCustomerName(): (registration: Named) => string {
  const { t } = useTranslation("registrations");
  return ({ customerName, account }) => customerName || t("person", { code: account?.code ?? "" }).trim();
}
