import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { ButtonLink } from "~/shared/ui/link";
import { Icon } from "~/shared/ui/icon";
import type { Case } from "../case";

/** What the viewer may do with the case besides what is asked. */
export function CaseActions({ data, go }: { data: Case; go: ListNavigation }) {
  const { t } = useTranslation("conflicts");
  const asked = (action: Case["asked"][number]) => data.asked.includes(action);
  const more = [
    data.canAssign && !asked("ASSIGN") && { name: "assign", label: t("assign.other") },
    data.canAppeal && !asked("APPEAL") && { name: "appeal", label: t("appeal.go") },
    data.canTellNames && !data.namesTold && { name: "tellNames", label: t("tellNames.go") },
    data.canMerge && { name: "merge", label: t("merge.go") },
    data.canMerge && data.facts > 1 && { name: "split", label: t("split.go") },
    data.canDismiss && { name: "dismiss", label: t("dismiss.go") },
  ].filter((one) => one !== false);
  return (
    <>
      {data.canPropose && !asked("PROPOSE") && (
        <ButtonLink to="/conflicts/$conflictId/decide" params={{ conflictId: data.id }} search={{ as: "proposal" }} variant="default">
          {t("propose.go")}
        </ButtonLink>
      )}
      {data.canRule && !asked("RULE") && (
        <ButtonLink to="/conflicts/$conflictId/decide" params={{ conflictId: data.id }} search={{ as: "ruling" }} variant="default">
          {t("ruling.go")}
        </ButtonLink>
      )}
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" rightSection={<Icon name="chevronDown" size={16} />}>
              {t("actions")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ name, label }) => (
              <Menu.Item key={name} onClick={() => go.dialog(name)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
