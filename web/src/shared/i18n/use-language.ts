import { useTranslation } from "react-i18next";
import { isLanguage, type Language } from "./languages";

/** The language in force. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "en";
}

/** A name in several languages, as the schema's LocalizedName. */
export interface Localized {
  default: string;
  zhHant: string | null;
  zhHans: string | null;
}

/** The name in the language, else the default one. */
export function localName(name: Localized, language: Language): string {
  if (language === "zh-Hant") return name.zhHant || name.default;
  if (language === "zh-Hans") return name.zhHans || name.default;
  return name.default;
}

/** localName in the language in force. */
export function useLocalName(): (name: Localized) => string {
  const language = useLanguage();
  return (name) => localName(name, language);
}
