import { useTranslation } from "react-i18next";

interface Named {
  name: string | null;
  code: string;
  isOrganization: boolean;
}

/** Gives what an account is called; a person whose name is not the viewer's to know is called by its code. */
export function useAccountName(): (account: Named) => string {
  const { t } = useTranslation("accounts");
  return ({ name, code, isOrganization }) => name || (isOrganization ? code : t("person.unnamed", { code }).trim()) || t("organization.unnamed");
}
