import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { DateText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { Icon } from "~/shared/ui/icon";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import type { OwnedAccount } from "../customer";
import { useAccountName, useOwnerName } from "../use-names";
import classes from "./pair-view.module.css";

const revealMutation = graphql(`
  mutation RevealContacts($input: RevealContactsInput!) {
    revealContacts(input: $input) {
      account { id }
      contact {
        name
        otherNames
        personalId
        phone
        email
        street
        district
        city
        region
        postalCode
        country
        birthDate
        people { name role phone email }
      }
    }
  }
`);

type Contact = ResultOf<typeof revealMutation>["revealContacts"]["contact"];

/** Shows another organisation's contact details for as long as the dialog is open, after asking what for. */
export function RevealDialog({ account, onClose }: { account: OwnedAccount; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const [{ fetching }, reveal] = useMutation(revealMutation);
  const [contact, setContact] = useState<Contact>();
  const names = { account: accountName(account), owner: ownerName(account) };
  if (contact) return <Shown contact={contact} names={names} onClose={onClose} />;
  return (
    <ReasonDialog
      title={t("reveal.title", names)}
      consequence={
        <Alert color="blue" variant="light" icon={<Icon name="info" />}>
          {t("reveal.notice", names)}
        </Alert>
      }
      reasonHint={t("reveal.reasonHint", names)}
      confirmLabel={t("reveal.confirm")}
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const result = await reveal({ input: { accountId: account.id, reason } });
        if (!result.data) return result.error;
        setContact(result.data.revealContacts.contact);
        return undefined;
      }}
    />
  );
}

function Shown({ contact, names, onClose }: { contact: Contact; names: { account: string; owner: string }; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["customers", "common"]);
  const address = [contact.street, contact.district, contact.city, contact.region, contact.postalCode, contact.country].filter(Boolean).join(t("common:list.separator"));
  const facts: [string, React.ReactNode][] = [
    [t("customers:contact.name"), [contact.name, ...contact.otherNames].filter(Boolean).join(" · ")],
    [t("customers:contact.phone"), contact.phone],
    [t("customers:contact.email"), contact.email],
    [t("customers:contact.address"), address],
    [t("customers:contact.birthDate"), contact.birthDate && <DateText value={contact.birthDate} />],
    [t("customers:contact.personalId"), contact.personalId],
    ...contact.people.map((person): [string, React.ReactNode] => [person.role || t("customers:contact.person"), [person.name, person.phone, person.email].filter(Boolean).join(" · ")]),
  ];
  const known = facts.filter(([, value]) => value);
  return (
    <Modal opened onClose={onClose} title={t("customers:reveal.shown", names)} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t("customers:reveal.once", names)}
        </Text>
        {known.length === 0 ? (
          <Text>{t("customers:reveal.empty")}</Text>
        ) : (
          <dl className={classes["facts"]}>
            {known.map(([name, value], index) => (
              <div key={`${name}${index}`}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>
            {t("common:action.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
