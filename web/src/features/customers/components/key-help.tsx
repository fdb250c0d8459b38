import { Kbd, Modal, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import classes from "./key-help.module.css";

const keys = [
  [["L"], "link"],
  [["N"], "different"],
  [["S"], "skip"],
  [["U"], "undo"],
  [["J", "↓", "→"], "next"],
  [["K", "↑", "←"], "previous"],
  [["?"], "help"],
] as const;

/** The keys of the match queue, and the switch that turns them off for who types by voice. */
export function KeyHelp({ on, onSwitch, onClose }: { on: boolean; onSwitch: (on: boolean) => void; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["customers", "common"]);
  return (
    <Modal opened onClose={onClose} title={t("customers:matches.keys")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        <dl className={classes["keys"]}>
          {keys.map(([names, action]) => (
            <div key={action}>
              <dt>
                {names.map((name) => (
                  <Kbd key={name}>{name}</Kbd>
                ))}
              </dt>
              <dd>{t(`customers:matches.${action}`)}</dd>
            </div>
          ))}
        </dl>
        <Text size="sm" c="dimmed">
          {t("customers:matches.keysHint")}
        </Text>
        <Switch data-autofocus label={t("customers:matches.keysOn")} checked={on} onChange={(event) => onSwitch(event.currentTarget.checked)} />
      </Stack>
    </Modal>
  );
}
