import { ActionIcon, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import type { Person } from "../user";

export type UserDialog = "role" | "status" | "portfolio" | "again";

/** What may be done with a user; nothing with oneself. */
export function UserActions({ person, onDialog }: { person: Person; onDialog: (dialog: UserDialog) => void }) {
  const { t } = useTranslation("users");
  const may = useMay();
  const viewer = useViewer();
  const update = may("user", "update") && person.id !== viewer.user.id;
  const portfolio = person.role === "CHANNEL_MANAGER" && person.status !== "DEACTIVATED" && may("portfolio", "update");
  const again = person.status === "INVITED" && may("user", "invite");
  if (!update && !portfolio && !again) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("actionsOf", { name: person.name })}>
          <Icon name="settings" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {update && <Menu.Item onClick={() => onDialog("role")}>{t("role.change")}</Menu.Item>}
        {portfolio && <Menu.Item onClick={() => onDialog("portfolio")}>{t("portfolio.change")}</Menu.Item>}
        {again && <Menu.Item onClick={() => onDialog("again")}>{t("invite.again")}</Menu.Item>}
        {update && (
          <Menu.Item color={person.status === "DEACTIVATED" ? undefined : "red"} onClick={() => onDialog("status")}>
            {person.status === "DEACTIVATED" ? t("reactivate") : t("deactivate")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
