import { ActionIcon, Menu, Text } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { logout } from "~/shared/session/session";
import type { Viewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";

const ProfileItem = createLink((props: ComponentProps<typeof Menu.Item<"a">>) => <Menu.Item component="a" {...props} />);

/** Who is signed in, and the way out. */
export function UserMenu({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("user.menu", { name: viewer.user.name })}>
          <Icon name="user" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {viewer.user.name}
          </Text>
          <Text size="xs">{viewer.user.email}</Text>
          <Text size="xs">{t(`role.${viewer.role}`)}</Text>
        </Menu.Label>
        <Menu.Divider />
        <ProfileItem to="/profile" leftSection={<Icon name="user" size={16} />}>
          {t("nav.profile")}
        </ProfileItem>
        <Menu.Item leftSection={<Icon name="logout" size={16} />} onClick={() => void logout()}>
          {t("user.logout")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
