import { Alert, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import type { Account, ContactFacts as Values } from "../account";
import { ContactFacts } from "./contact-facts";
import { RevealDialog } from "./reveal-dialog";

/** How to reach the customer; for who may not see it, why, and the way to have it shown. */
export function ContactPanel({ account }: { account: Account }) {
  const { t } = useTranslation("accounts");
  const [asking, setAsking] = useState(false);
  // Not kept anywhere else: the owner hears of each look, so leaving the page forgets it.
  const [revealed, setRevealed] = useState<Values>();
  const { contact } = account;
  return (
    <Panel title={t("contact.title")}>
      {contact.__typename === "ContactDetails" ? (
        <ContactFacts contact={contact} />
      ) : revealed ? (
        <Stack gap="md">
          <Alert color="blue" icon={<Icon name="info" />}>
            {t("reveal.shown")}
          </Alert>
          <ContactFacts contact={revealed} />
        </Stack>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">
            {t(`mask.${contact.reason}`)}
          </Text>
          {account.canReveal && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t("reveal.title")}
            </Button>
          )}
        </Stack>
      )}
      {asking && <RevealDialog accountId={account.id} onShown={setRevealed} onClose={() => setAsking(false)} />}
    </Panel>
  );
}
