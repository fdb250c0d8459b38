import type { Account, ContactFacts } from "./account";
import type { ChannelType } from "~/shared/lines/channel-types";

interface PersonValues {
  name: string;
  role: string;
  phone: string;
  email: string;
}

/** An account as its form holds it. */
export interface AccountValues {
  kind: "organization" | "person";
  name: string;
  code: string;
  otherNames: string[];
  taxId: string;
  legalTaxId: string;
  channelType: ChannelType | "";
  tags: string[];
  inChargeId: string;
  contact: {
    otherNames: string[];
    personalId: string;
    phone: string;
    email: string;
    street: string;
    district: string;
    city: string;
    region: string;
    postalCode: string;
    country: string;
    birthDate: string | null;
    people: PersonValues[];
  };
}

const noContact: Omit<ContactFacts, "__typename" | "name" | "phoneE164"> = { otherNames: [], personalId: "", phone: "", email: "", street: "", district: "", city: "", region: "", postalCode: "", country: "", birthDate: null, people: [] };

/** The form's beginning: empty, or what the account says. */
export function accountValues(account?: Account): AccountValues {
  const known = account?.contact.__typename === "ContactDetails" ? account.contact : noContact;
  const { otherNames, personalId, phone, email, street, district, city, region, postalCode, country, birthDate, people } = known;
  return {
    kind: account && !account.isOrganization ? "person" : "organization",
    name: account?.name ?? "",
    code: account?.code ?? "",
    otherNames: account?.isOrganization ? account.otherNames : [],
    taxId: account?.taxId?.value ?? "",
    legalTaxId: account?.legalTaxId?.value ?? "",
    channelType: account?.channelType ?? "",
    tags: account?.tags ?? [],
    inChargeId: account?.inCharge?.id ?? "",
    contact: { otherNames: account?.isOrganization ? [] : otherNames, personalId, phone, email, street, district, city, region, postalCode, country, birthDate, people: people.map((one) => ({ ...one })) },
  };
}

export const emptyPerson = (): PersonValues => ({ name: "", role: "", phone: "", email: "" });

/** The form as the schema's input. What only the other kind of customer has is left empty. */
export function accountInput({ kind, contact, ...values }: AccountValues) {
  const isOrganization = kind === "organization";
  const text = (value: string) => value.trim() || null;
  return {
    name: values.name.trim(),
    code: text(values.code),
    isOrganization,
    otherNames: isOrganization ? values.otherNames : [],
    taxId: isOrganization ? text(values.taxId) : null,
    legalTaxId: isOrganization ? text(values.legalTaxId) : null,
    channelType: values.channelType || null,
    tags: values.tags,
    inChargeId: values.inChargeId || null,
    contact: {
      otherNames: isOrganization ? [] : contact.otherNames,
      personalId: isOrganization ? null : text(contact.personalId),
      phone: text(contact.phone),
      email: text(contact.email),
      street: text(contact.street),
      district: text(contact.district),
      city: text(contact.city),
      region: text(contact.region),
      postalCode: text(contact.postalCode),
      country: text(contact.country)?.toUpperCase() ?? null,
      birthDate: isOrganization ? null : contact.birthDate,
      people: isOrganization ? contact.people.map((one) => ({ name: one.name.trim(), role: text(one.role), phone: text(one.phone), email: text(one.email) })) : [],
    },
  };
}
