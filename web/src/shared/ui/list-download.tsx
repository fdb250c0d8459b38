import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { listUrl, type ListParameters } from "./list-url";
import { Icon } from "./icon";

/** Takes a list along as its filters narrow it: as text or as a workbook. */
export function ListDownload({ list, filter }: { list: string; filter: ListParameters }) {
  const { t } = useTranslation("common");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" />} rightSection={<Icon name="chevronDown" size={14} />}>
          {t("takeList")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={listUrl(list, "csv", filter)} download>
          {t("takeList.csv")}
        </Menu.Item>
        <Menu.Item component="a" href={listUrl(list, "xlsx", filter)} download>
          {t("takeList.xlsx")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
