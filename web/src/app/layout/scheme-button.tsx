import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";

/** Switches between light and dark; kept on this device. */
export function SchemeButton() {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme("light");
  const { setColorScheme } = useMantineColorScheme();
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={scheme === "dark" ? t("scheme.toLight") : t("scheme.toDark")} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
      <Icon name={scheme === "dark" ? "sun" : "moon"} />
    </ActionIcon>
  );
}
