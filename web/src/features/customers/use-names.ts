import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import type { NamedCustomer } from "./customer";

interface NamedAccount {
  name: string | null;
  code: string;
  isOrganization: boolean;
}

/** Gives what an account is called; a person, whose name stays with its owner, by the owner's code. */
export function useAccountName(): (account: NamedAccount) => string {
  const { t } = useTranslation("customers");
  return ({ name, code, isOrganization }) => name || (isOrganization ? code || t("organization.unnamed") : code ? t("person.coded", { code }) : t("person.unnamed"));
}

/** Gives what a customer is called; a person by the first code that an account has for it. */
export function useCustomerName(): (customer: Omit<NamedCustomer, "id" | "accounts"> & { accounts: readonly { code: string }[] }) => string {
  const accountName = useAccountName();
  return ({ name, isOrganization, accounts }) => accountName({ name, isOrganization, code: accounts.find(({ code }) => code)?.code ?? "" });
}

/** Gives the name of an account's owner: a distributor, or the brand itself. */
export function useOwnerName(): (account: { distributor: { name: { default: string; zhHant: string | null; zhHans: string | null } } | null }) => string {
  const { t } = useTranslation("customers");
  const localName = useLocalName();
  return ({ distributor }) => (distributor ? localName(distributor.name) : t("owner.brand"));
}
