import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateTimeText } from "~/shared/format/text";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import type { Case } from "../case";
import { usePartyName } from "../use-party-name";
import { CaseFiles } from "./case-files";
import { Prose } from "./prose";

/** What each party said. Until all have answered, nobody but its author reads an answer. */
export function StatementsPanel({ data }: { data: Case }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  return (
    <Panel title={t("statements.title")} description={t("statements.hint")}>
      <Stack gap="lg">
        {data.parties.map((party) => {
          const given = data.statements.find((one) => one.party.label === party.label);
          const side = data.sides.find((one) => one.label === party.label);
          return (
            <article key={party.label} aria-label={partyName(party)} data-statement={party.label}>
              <Group gap="xs" mb={4} align="baseline">
                <Text fw={600}>{partyName(party)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`role.${party.role}`)}
                </Text>
                {given?.givenAt && (
                  <Text size="sm" c="dimmed" component="div">
                    <DateTimeText value={given.givenAt} />
                  </Text>
                )}
              </Group>
              {given?.text ? (
                <>
                  <Prose>{given.text}</Prose>
                  <CaseFiles files={given.files} />
                </>
              ) : (
                <Text size="sm" c="dimmed" component="div">
                  <Group gap={6} wrap="nowrap">
                    <Icon name={side?.answeredAt ? "key" : "clock"} size={16} />
                    {side?.answeredAt ? t("statements.sealed") : side?.wasSilent ? t("statements.silent") : t("statements.awaited")}
                  </Group>
                </Text>
              )}
            </article>
          );
        })}
        {data.appeals.map((appeal) => (
          <article key={`appeal ${appeal.party.label}`} aria-label={t("appeals.of", { party: partyName(appeal.party) })}>
            <Group gap="xs" mb={4} align="baseline">
              <Text fw={600}>{t("appeals.of", { party: partyName(appeal.party) })}</Text>
              <Text size="sm" c="dimmed" component="div">
                <DateTimeText value={appeal.madeAt} />
              </Text>
            </Group>
            <Prose>{appeal.text}</Prose>
            <CaseFiles files={appeal.files} />
          </article>
        ))}
      </Stack>
    </Panel>
  );
}
