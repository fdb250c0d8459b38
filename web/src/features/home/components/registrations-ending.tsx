import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatRelativeDay } from "~/shared/format/relative";
import { DateText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useEvents } from "~/shared/live/events";
import { useViewer } from "~/shared/session/viewer";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";

const endingQuery = graphql(`
  query RegistrationsEnding {
    asked: registrations(first: 3, filter: { states: [ACTION_REQUIRED] }) { edges { node { ...EndingRegistration } } }
    ending: registrations(first: 5, filter: { endsWithinDays: 30 }, sort: { field: PROTECTED_UNTIL }) { edges { node { ...EndingRegistration } } }
  }

  fragment EndingRegistration on Registration @_unmask {
    id
    customerName
    protectedUntil
    productLine { id name { default zhHant zhHans } }
  }
`);

/** The registrations that ask something of a distributor: changes, or a sale or more work before the protection ends. Nothing when there are none. */
export function RegistrationsEnding() {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const { today } = useViewer();
  const [{ data }, again] = useQuery({ query: endingQuery, requestPolicy: "cache-and-network" });
  useEvents(["REGISTRATION"], () => again({ requestPolicy: "network-only" }));
  const asked = data?.asked.edges.map((edge) => edge.node) ?? [];
  const ending = data?.ending.edges.map((edge) => edge.node) ?? [];
  if (asked.length + ending.length === 0) return null;
  return (
    <Panel
      title={t("registrations.own")}
      actions={
        <TextLink to="/registrations" size="sm">
          {t("registrations.all")}
        </TextLink>
      }
    >
      <ul className={classes["rows"]}>
        {[...asked, ...ending].map(({ id, customerName, productLine, protectedUntil }) => (
          <li key={id}>
            <span className={classes["name"]}>
              <TextLink to="/registrations/$registrationId" params={{ registrationId: id }}>
                {customerName ?? t("registrations.person")}
              </TextLink>
              <Text size="sm" c="dimmed" fw={400} component="div">
                <NameText value={productLine.name} />
              </Text>
            </span>
            <Text size="sm" component="div" ta="end">
              {protectedUntil ? (
                <>
                  {t("registrations.ends", { when: formatRelativeDay(protectedUntil, today, language) })}
                  <Text size="xs" c="dimmed" component="div">
                    <DateText value={protectedUntil} />
                  </Text>
                </>
              ) : (
                t("registrations.changes")
              )}
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
