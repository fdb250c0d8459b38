import { useTranslation } from "react-i18next";
import { NameText } from "~/shared/format/text";
import type { Localized } from "~/shared/i18n/use-language";

/** Who sold or reports: a distributor, or without one the brand itself. */
export function SellerName({ seller }: { seller: { name: Localized } | null }) {
  const { t } = useTranslation();
  return seller ? <NameText value={seller.name} /> : t("seller.brand");
}
