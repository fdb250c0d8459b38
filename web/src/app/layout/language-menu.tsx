import { ActionIcon, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { changeLanguage } from "~/shared/i18n/i18n";
import { languageNames, languages, rememberLanguage, type Language } from "~/shared/i18n/languages";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";

const setLocaleMutation = graphql(`
  mutation SetLocale($input: SetLocaleInput!) {
    setLocale(input: $input) {
      viewer { locale }
    }
  }
`);

/** Chooses the language; kept on this device and, when signed in, with the user. */
export function LanguageMenu({ signedIn = false }: { signedIn?: boolean }) {
  const { t } = useTranslation();
  const current = useLanguage();
  const [, setLocale] = useMutation(setLocaleMutation);
  const choose = (language: Language) => {
    rememberLanguage(language);
    void changeLanguage(language);
    if (signedIn) void setLocale({ input: { locale: language } });
  };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("language.menu")}>
          <Icon name="globe" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item key={language} lang={language} onClick={() => choose(language)} aria-current={language === current ? "true" : undefined} rightSection={language === current ? <Icon name="check" size={16} /> : undefined}>
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
