import i18next, { type BackendModule, type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { initialLanguage, languages, type Language } from "./languages";
import { namespaces } from "./namespaces";

const files = import.meta.glob<{ default: Record<string, string> }>("./locales/*/*.json");

/** Loads a namespace of a language when it is first shown. */
const lazyFiles: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./locales/${language}/${namespace}.json`];
    if (!load) {
      done(new Error(`no ${namespace} in ${language}`), false);
      return;
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};

/** Starts translation in the first language; resolves when the shell's words are there. */
export async function startI18n(language: Language = initialLanguage()): Promise<I18n> {
  document.documentElement.lang = language;
  i18next.on("languageChanged", (next) => {
    document.documentElement.lang = next;
  });
  await i18next
    .use(lazyFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: languages,
      load: "currentOnly",
      ns: ["common"],
      defaultNS: "common",
      keySeparator: false,
      nsSeparator: ":",
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      partialBundledLanguages: true,
      showSupportNotice: false,
    });
  // The words of faults must be there before the network fails, but nothing waits for them.
  void i18next.loadNamespaces("faults");
  return i18next;
}

/** Switches the language of the whole app once its words have come. */
export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

export { namespaces };
