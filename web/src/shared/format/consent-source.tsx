import { useTranslation } from "react-i18next";

/** How a consent was given: what a person wrote, or that it came with an account list. */
export function ConsentSource({ value }: { value: string }) {
  const { t } = useTranslation("common");
  return <>{/^imp_[0-9a-z]{26}$/.test(value) ? t("consent.fromList") : value}</>;
}
