import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import { channelTypes } from "~/shared/lines/channel-types";
import type { CustomerAccount, CustomerField, CustomerRecord } from "../customer";

type Source = Pick<CustomerRecord, "name" | "taxId" | "legalTaxId" | "territory" | "channelType"> | Pick<CustomerAccount, "name" | "taxId" | "legalTaxId" | "territory" | "channelType">;

/** A field's value as the schema takes it: a territory by its id. */
export function rawValue(source: Source, field: CustomerField): string | undefined {
  switch (field) {
    case "NAME":
      return source.name ?? undefined;
    case "TAX_ID":
      return source.taxId?.value;
    case "LEGAL_TAX_ID":
      return source.legalTaxId?.value;
    case "TERRITORY":
      return source.territory?.id;
    case "CHANNEL_TYPE":
      return source.channelType ?? undefined;
  }
}

/** Gives a field's value in words. */
export function useFieldText(): (source: Source, field: CustomerField) => string | undefined {
  const { t } = useTranslation("common");
  const localName = useLocalName();
  return (source, field) => {
    if (field === "TERRITORY") return source.territory ? localName(source.territory.name) : undefined;
    const raw = rawValue(source, field);
    const channel = field === "CHANNEL_TYPE" ? channelTypes.find((one) => one === raw) : undefined;
    return channel ? t(`channel.${channel}`) : raw;
  };
}
