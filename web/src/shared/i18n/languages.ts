/** The languages of the portal, as BCP 47 tags that Intl and :lang() understand. */
export const languages = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name; shown as it is in every language. */
export const languageNames: Record<Language, string> = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

const stored = "tonglu.language";

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

/** The portal's language for a browser's tag: zh-TW, zh-HK and zh-MO are traditional, other Chinese is simplified. */
export function languageFor(tag: string): Language | undefined {
  const lower = tag.toLowerCase();
  if (lower.startsWith("zh")) return /hant|-tw|-hk|-mo/.test(lower) ? "zh-Hant" : "zh-Hans";
  return lower.startsWith("en") ? "en" : undefined;
}

/** The user's last choice on this device, else the first language of the browser that the portal speaks. */
export function initialLanguage(): Language {
  const choice = readChoice();
  if (choice) return choice;
  for (const tag of navigator.languages) {
    const language = languageFor(tag);
    if (language) return language;
  }
  return "en";
}

function readChoice(): Language | undefined {
  try {
    const value = localStorage.getItem(stored);
    return isLanguage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(stored, language);
  } catch {
    // Without storage the choice lasts for this visit.
  }
}
