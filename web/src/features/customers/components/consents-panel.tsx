import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConsentSource } from "~/shared/format/consent-source";
import { DateText } from "~/shared/format/text";
import { Panel } from "~/shared/ui/panel";
import type { OwnedAccount } from "../customer";
import { useOwnerName } from "../use-names";
import classes from "./rows.module.css";

/** What the customer agreed to with each of those who serve it. */
export function ConsentsPanel({ accounts }: { accounts: readonly OwnedAccount[] }) {
  const { t } = useTranslation("customers");
  const ownerName = useOwnerName();
  const rows = accounts.flatMap((account) => account.consents.map((consent) => ({ account, consent })));
  return (
    <Panel title={t("consents.title")}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("consents.none")}
        </Text>
      ) : (
        <ul className={classes["rows"]}>
          {rows.map(({ account, consent }) => (
            <li key={`${account.id} ${consent.purpose}`}>
              <Group justify="space-between" gap="xs">
                <span>{t(`consent.${consent.purpose}`)}</span>
                <Badge color={consent.granted ? "jade" : "red"}>{t(consent.granted ? "consent.granted" : "consent.refused")}</Badge>
              </Group>
              <Text size="sm" c="dimmed">
                {ownerName(account)} · <ConsentSource value={consent.source} /> · <DateText value={consent.givenOn} />
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
