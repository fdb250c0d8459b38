import en from "~/shared/i18n/locales/en/explorer.json";
import zhHans from "~/shared/i18n/locales/zh-Hans/explorer.json";
import zhHant from "~/shared/i18n/locales/zh-Hant/explorer.json";
import type { Language } from "~/shared/i18n/languages";

const words: Record<Language, typeof en> = { en, "zh-Hans": zhHans, "zh-Hant": zhHant };

/** t() of the explorer's few words, without the app's machinery for many. */
export const wordsIn = (language: Language) => (key: keyof typeof en) => words[language][key];
