import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import i18next from "i18next";
import { Suspense, type ReactNode } from "react";
import { startI18n } from "~/shared/i18n/i18n";
import type { Language } from "~/shared/i18n/languages";
import { namespaces } from "~/shared/i18n/namespaces";

/** Draws a component with theme and words, as the app does. */
export async function draw(element: ReactNode, language: Language = "en") {
  if (!i18next.isInitialized) await startI18n(language);
  await i18next.loadNamespaces([...namespaces]);
  await i18next.changeLanguage(language);
  return render(
    <MantineProvider env="test">
      <Suspense>{element}</Suspense>
    </MantineProvider>,
  );
}
