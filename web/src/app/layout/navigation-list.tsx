import { NavLink, Stack } from "@mantine/core";
import { createLink, useRouterState } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Viewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { navigationFor } from "./navigation";
import classes from "./navigation-list.module.css";

const NavigationLink = createLink((props: ComponentProps<typeof NavLink<"a">>) => <NavLink component="a" {...props} />);

/** The side navigation. */
export function Navigation({ viewer, onNavigate }: { viewer: Viewer; onNavigate: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav aria-label={t("shell.navigation")}>
      <Stack gap={2}>
        {navigationFor(viewer).map(({ link, label, icon, exact }) => {
          const active = path === link.to || (!exact && path.startsWith(`${link.to}/`));
          return (
            <NavigationLink
              key={link.to}
              to={link.to as "/"}
              label={t(label)}
              leftSection={<Icon name={icon} />}
              active={active}
              aria-current={active ? "page" : undefined}
              className={classes["link"] ?? ""}
              onClick={onNavigate}
            />
          );
        })}
      </Stack>
    </nav>
  );
}
