import { Anchor, Badge, Group, List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText } from "~/shared/format/text";
import { Fact, Facts } from "~/shared/ui/facts";
import type { ContactFacts as Values } from "../account";

/** How to reach a customer: numbers and addresses that a phone can dial and write to. */
export function ContactFacts({ contact }: { contact: Values }) {
  const { t } = useTranslation(["accounts", "common"]);
  const address = [contact.street, contact.district, contact.city, contact.region, contact.postalCode, contact.country].filter(Boolean).join(t("common:list.separator"));
  return (
    <Facts>
      {contact.name && <Fact name={t("accounts:name")}>{[contact.name, ...contact.otherNames].join(" · ")}</Fact>}
      <Fact name={t("accounts:phone")}>
        {contact.phone && (
          <Group gap={6} component="span" display="inline-flex">
            <Anchor inherit href={`tel:${contact.phoneE164 ?? contact.phone}`}>
              {contact.phone}
            </Anchor>
            {!contact.phoneE164 && <Badge color="yellow">{t("accounts:phone.noCountry")}</Badge>}
          </Group>
        )}
      </Fact>
      <Fact name={t("accounts:email")}>{contact.email && <Anchor inherit href={`mailto:${contact.email}`}>{contact.email}</Anchor>}</Fact>
      <Fact name={t("accounts:address")}>{address}</Fact>
      {contact.birthDate && (
        <Fact name={t("accounts:birthDate")}>
          <DateText value={contact.birthDate} />
        </Fact>
      )}
      {contact.personalId && <Fact name={t("accounts:personalId")}>{contact.personalId}</Fact>}
      {contact.people.length > 0 && (
        <Fact name={t("accounts:people")}>
          <List listStyleType="none" spacing={6} size="sm">
            {contact.people.map((person, index) => (
              <List.Item key={index}>
                <Text span size="sm" fw={600}>
                  {person.name}
                </Text>
                {person.role && ` · ${person.role}`}
                {person.phone && (
                  <>
                    {" · "}
                    <Anchor inherit href={`tel:${person.phone}`}>
                      {person.phone}
                    </Anchor>
                  </>
                )}
                {person.email && (
                  <>
                    {" · "}
                    <Anchor inherit href={`mailto:${person.email}`}>
                      {person.email}
                    </Anchor>
                  </>
                )}
              </List.Item>
            ))}
          </List>
        </Fact>
      )}
    </Facts>
  );
}
