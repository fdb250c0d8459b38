import { NavLink, Text } from "@mantine/core";
import { createLink, useRouterState } from "@tanstack/react-router";
import { Fragment, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Viewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { navigationFor } from "./navigation";
import classes from "./navigation-list.module.css";
import { WaitingCases } from "./waiting-cases";

const NavigationLink = createLink((props: ComponentProps<typeof NavLink<"a">>) => <NavLink component="a" {...props} />);

/** The side navigation. */
export function Navigation({ viewer, onNavigate }: { viewer: Viewer; onNavigate: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const entries = navigationFor(viewer);
  // A page below an entry lights it, unless a longer entry fits better.
  const lit = entries.map(({ link }) => link.to).filter((to) => path === to || (to !== "/" && path.startsWith(`${to}/`))).sort((a, b) => b.length - a.length)[0];
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <nav aria-label={t("shell.navigation")}>
      {groups.map((group) => (
        <Fragment key={group ?? ""}>
          {group && (
            <Text id={group} className={classes["group"] ?? ""}>
              {t(group)}
            </Text>
          )}
          <ul className={classes["list"]} aria-labelledby={group}>
            {entries
              .filter((entry) => entry.group === group)
              .map(({ link, label, icon, outside, counts }) => {
                const active = link.to === lit;
                if (outside) {
                  return (
                    <li key={link.to}>
                      <NavLink href={link.to} label={t(label)} leftSection={<Icon name={icon} />} rightSection={<Icon name="external" size={14} />} className={classes["link"] ?? ""} />
                    </li>
                  );
                }
                return (
                  <li key={link.to}>
                    <NavigationLink
                      to={link.to as "/"}
                      activeOptions={{ exact: true, includeSearch: false }}
                      label={t(label)}
                      leftSection={<Icon name={icon} />}
                      rightSection={counts && <WaitingCases />}
                      active={active}
                      aria-current={active ? "page" : undefined}
                      className={classes["link"] ?? ""}
                      onClick={onNavigate}
                    />
                  </li>
                );
              })}
          </ul>
        </Fragment>
      ))}
    </nav>
  );
}
