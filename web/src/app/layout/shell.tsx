import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Bell } from "~/features/inbox/components/bell";
import { NameText } from "~/shared/format/text";
import { changeLanguage } from "~/shared/i18n/i18n";
import { isLanguage, rememberLanguage } from "~/shared/i18n/languages";
import { EventsProvider } from "~/shared/live/events";
import { shellRoute } from "~/shared/routing/roots";
import { ViewerContext } from "~/shared/session/viewer";
import { useLightPrint } from "~/shared/ui/use-light-print";
import { Pending } from "../pending";
import { LanguageMenu } from "./language-menu";
import { LiveNotice } from "./live-notice";
import { Mark } from "./mark";
import { Navigation } from "./navigation-list";
import { SchemeButton } from "./scheme-button";
import classes from "./shell.module.css";
import { UserMenu } from "./user-menu";

/** Focuses the first search field of the page. */
function focusSearch() {
  document.querySelector<HTMLInputElement>("input[data-search-field]")?.focus();
}

/** The frame of each signed-in page: navigation at the side, language, scheme and user at the top. */
export function Shell() {
  const { t } = useTranslation();
  const { viewer } = shellRoute.useRouteContext();
  const [opened, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  useHotkeys([["/", focusSearch]]);
  useLightPrint();

  // The user's own language wins over the browser's once it is known; the next time, this device begins with it.
  useEffect(() => {
    if (!isLanguage(viewer.locale)) return;
    rememberLanguage(viewer.locale);
    void changeLanguage(viewer.locale);
  }, [viewer.locale]);

  // A new page begins at its heading for screen readers; the first one begins where the browser does.
  const shownPath = useRef(path);
  useEffect(() => {
    if (shownPath.current === path) return;
    shownPath.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <ViewerContext value={viewer}>
      <EventsProvider>
        <a href="#main" className={classes["skip"]}>
          {t("shell.skip")}
        </a>
        <AppShell layout="alt" header={{ height: 56 }} navbar={{ width: 236, breakpoint: "sm", collapsed: { mobile: !opened } }} padding={{ base: "md", sm: "xl" }}>
          <AppShell.Header className={classes["header"]}>
            <Group h="100%" px={{ base: "md", sm: "xl" }} justify="space-between" wrap="nowrap">
              <Group gap="sm" wrap="nowrap" miw={0}>
                <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("shell.menu")} aria-expanded={opened} />
                <Text fw={600} truncate>
                  {viewer.distributor ? <NameText value={viewer.distributor.name} /> : viewer.organization.name}
                </Text>
              </Group>
              <Group gap={6} wrap="nowrap">
                <LiveNotice />
                <Bell />
                <LanguageMenu signedIn />
                <SchemeButton />
                <UserMenu viewer={viewer} />
              </Group>
            </Group>
          </AppShell.Header>
          <AppShell.Navbar className={classes["navbar"]} p="md">
            <Group justify="space-between" mb="lg" px={8}>
              <Mark />
              <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("shell.closeMenu")} />
            </Group>
            <Navigation viewer={viewer} onNavigate={close} />
          </AppShell.Navbar>
          <AppShell.Main id="main" ref={main} tabIndex={-1} className={classes["main"]}>
            <div className={classes["page"]}>
              <Suspense fallback={<Pending />}>
                <Outlet />
              </Suspense>
            </div>
          </AppShell.Main>
        </AppShell>
      </EventsProvider>
    </ViewerContext>
  );
}
