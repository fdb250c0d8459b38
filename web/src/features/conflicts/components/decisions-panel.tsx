import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateTimeText } from "~/shared/format/text";
import { Panel } from "~/shared/ui/panel";
import type { Decision } from "../case";
import { usePartyName } from "../use-party-name";
import { Prose } from "./prose";
import { RemedyList } from "./remedy-list";

const colors = { PENDING: "blue", REJECTED: "red", TAKEN: "blue", APPLIED: "jade", UNDONE: "yellow", REPLACED: "gray" } as const;

/** What was proposed and decided, the latest first, and what became of it. */
export function DecisionsPanel({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation("conflicts");
  return (
    <Panel title={t("decisions")}>
      <Stack gap="xl">
        {[...decisions].reverse().map((decision) => (
          <DecisionText key={decision.id} data={decision} />
        ))}
      </Stack>
    </Panel>
  );
}

/** One decision: its reasons, against whom it is, what it does, and what the parties said to it. */
export function DecisionText({ data }: { data: Decision }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const partyName = usePartyName();
  return (
    <article aria-label={t(`conflicts:decision.${data.kind}`)} data-decision={data.kind}>
      <Stack gap="sm">
        <Group gap="xs" align="baseline">
          <Title order={3} size="h4">
            {t(`conflicts:decision.${data.kind}`)}
          </Title>
          <Badge color={colors[data.state]}>{t(`conflicts:decisionState.${data.state}`)}</Badge>
          <Text size="sm" c="dimmed" component="div">
            <DateTimeText value={data.madeAt} />
            {data.madeBy && ` · ${data.madeBy.name}`}
          </Text>
        </Group>
        <Prose>{data.text}</Prose>
        {data.against.length > 0 && <Text size="sm">{t("conflicts:against", { parties: data.against.map(partyName).join(t("common:list.separator")) })}</Text>}
        <RemedyList remedies={data.remedies} withState />
        {data.answers.map((answer) => (
          <Text key={answer.party.label} size="sm" component="div">
            <Group gap="xs" align="baseline">
              <Badge color={answer.accepted ? "jade" : "red"}>{t(answer.accepted ? "conflicts:accepted" : "conflicts:rejected")}</Badge>
              <span>{partyName(answer.party)}</span>
              <Text span size="sm" c="dimmed">
                <DateTimeText value={answer.givenAt} />
              </Text>
            </Group>
            {answer.text && <Prose>{answer.text}</Prose>}
          </Text>
        ))}
      </Stack>
    </article>
  );
}
