import { Button, Menu } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import type { Whom } from "./whom";

const ExportDialog = lazy(() => import("./export-dialog").then((module) => ({ default: module.ExportDialog })));
const ForgetDialog = lazy(() => import("./forget-dialog").then((module) => ({ default: module.ForgetDialog })));

interface Props {
  whom: Whom;
  /** What the person is called on the page. */
  name: string;
  /** Whether there is something left to forget. */
  canErase: boolean;
  /** Which dialog the URL opens. */
  dialog: string | undefined;
  onDialog(name: string | undefined): void;
}

/** What a person may ask for: what is held, and to be forgotten. Nothing for who may do neither. */
export function PersonalData({ whom, name, canErase, dialog, onDialog }: Props) {
  const { t } = useTranslation("privacy");
  const may = useMay();
  const gives = may("privacy", "export");
  const forgets = canErase && may("privacy", "erase");
  if (!gives && !forgets) return null;
  const close = () => onDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<Icon name="shield" size={16} />} rightSection={<Icon name="chevronDown" size={14} />}>
            {t("person.menu")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {gives && (
            <Menu.Item leftSection={<Icon name="download" size={16} />} onClick={() => onDialog("export")}>
              {t("export.open")}
            </Menu.Item>
          )}
          {forgets && (
            <Menu.Item color="red" leftSection={<Icon name="trash" size={16} />} onClick={() => onDialog("forget")}>
              {t("forget.open")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {gives && dialog === "export" && <ExportDialog whom={whom} name={name} onClose={close} />}
        {forgets && dialog === "forget" && <ForgetDialog whom={whom} name={name} onClose={close} />}
      </Suspense>
    </>
  );
}
