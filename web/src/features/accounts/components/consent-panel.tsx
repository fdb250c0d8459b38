import { Badge, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConsentSource } from "~/shared/format/consent-source";
import { DateText } from "~/shared/format/text";
import { Fact, Facts } from "~/shared/ui/facts";
import { Panel } from "~/shared/ui/panel";
import type { Account } from "../account";
import { consentPurposes } from "../consent";

/** What the customer agreed to: the latest word for each purpose, and that nothing was said of the others. */
export function ConsentPanel({ account, onRecord }: { account: Account; onRecord: () => void }) {
  const { t } = useTranslation("accounts");
  return (
    <Panel
      title={t("consent.title")}
      description={t("consent.hint")}
      actions={
        account.canUpdate && (
          <Button size="xs" variant="default" onClick={onRecord}>
            {t("consent.record")}
          </Button>
        )
      }
    >
      <Facts>
        {consentPurposes.map((purpose) => {
          const said = account.consents.find((one) => one.purpose === purpose);
          return (
            <Fact key={purpose} name={t(`consent.purpose.${purpose}`)}>
              {said ? (
                <Group gap={8}>
                  <Badge color={said.granted ? "jade" : "red"}>{t(said.granted ? "consent.granted" : "consent.refused")}</Badge>
                  <Text span size="sm" c="dimmed">
                    <DateText value={said.givenOn} /> · <ConsentSource value={said.source} />
                  </Text>
                </Group>
              ) : (
                <Text span size="sm" c="dimmed">
                  {t("consent.unknown")}
                </Text>
              )}
            </Fact>
          );
        })}
      </Facts>
    </Panel>
  );
}
