import { Divider, Group, Stack, Text, Title } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { DueText } from "~/shared/format/due-text";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { ButtonLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { Case } from "../case";
import type { Action } from "../conflict";
import { AppealOffer } from "./appeal-form";
import { AssignForm } from "./assign-form";
import { DecideAppeal } from "./decide-appeal";
import { ProposalForm } from "./proposal-form";
import { RespondForm } from "./respond-form";

interface Props {
  data: Case;
  go: ListNavigation;
  onDone(): void;
}

/** What is asked of the viewer now, with the form for it. */
export function AskedPanel({ data, go, onDone }: Props) {
  const { t } = useTranslation("conflicts");
  if (data.asked.length === 0) return null;
  return (
    <Panel title={t("askedTitle")} description={data.dueAt && <DueText value={data.dueAt} />}>
      <Stack gap="lg">
        {data.asked.map((action, index) => (
          <Fragment key={action}>
            {index > 0 && <Divider />}
            <div data-asked={action}>
              <Title order={3} size="h4" mb="xs">
                {t(`asked.${action}`)}
              </Title>
              <Form action={action} data={data} go={go} onDone={onDone} />
            </div>
          </Fragment>
        ))}
      </Stack>
    </Panel>
  );
}

function Form({ action, data, go, onDone }: Props & { action: Action }) {
  const { t } = useTranslation("conflicts");
  switch (action) {
    case "RESPOND":
      return <RespondForm conflictId={data.id} onDone={onDone} />;
    case "ANSWER":
      return <ProposalForm data={data} onDone={onDone} />;
    case "APPEAL":
      return <AppealOffer onAppeal={() => go.dialog("appeal")} />;
    case "ASSIGN":
      return <AssignForm conflictId={data.id} parties={data.parties.length} begins onDone={onDone} />;
    case "PROPOSE":
      return (
        <Stack gap="sm">
          <Text size="sm">{t("propose.hint")}</Text>
          <Group>
            <ButtonLink to="/conflicts/$conflictId/decide" params={{ conflictId: data.id }} search={{ as: "proposal" }}>
              {t("propose.go")}
            </ButtonLink>
          </Group>
        </Stack>
      );
    case "RULE":
      return (
        <Stack gap="sm">
          <Text size="sm">{t("ruling.hint")}</Text>
          <Group>
            <ButtonLink to="/conflicts/$conflictId/decide" params={{ conflictId: data.id }} search={{ as: "ruling" }}>
              {t("ruling.go")}
            </ButtonLink>
          </Group>
        </Stack>
      );
    case "DECIDE_APPEAL":
      return <DecideAppeal data={data} onUphold={() => go.dialog("uphold")} />;
    default:
      return <Text size="sm">{t("askedBelow")}</Text>;
  }
}
