import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { Fact, Facts } from "~/shared/ui/facts";
import type { ShareLevel } from "../account";
import { ContactFacts } from "./contact-facts";
import { TaxIdText } from "./tax-id-text";

const previewQuery = graphql(`
  query SharePreview($accountId: ID!, $level: ShareLevel!) {
    sharePreview(accountId: $accountId, level: $level) {
      account { id code isOrganization otherNames taxId { value check } territory { id name { default zhHant zhHans } } channelType }
      name
      contact { __typename name otherNames personalId phone phoneE164 email street district city region postalCode country birthDate people { name role phone email } }
      seesPurchases
    }
  }
`);

/** The account as the other side would see it at a level. */
export function SharePreview({ accountId, level }: { accountId: string; level: ShareLevel }) {
  const { t } = useTranslation(["accounts", "common"]);
  const [{ data, error, fetching }, again] = useQuery({ query: previewQuery, variables: { accountId, level }, requestPolicy: "network-only" });
  if (error && !data) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (!data || fetching) return <Skeleton height={180} />;
  const { account, name, contact, seesPurchases } = data.sharePreview;
  return (
    <Paper component="section" aria-label={t("accounts:preview.title")} withBorder p="md">
      <Stack gap="xs">
        <Text fw={600}>{name ?? t("accounts:preview.nameless")}</Text>
        <Facts>
          <Fact name={t("accounts:code")}>{account.code}</Fact>
          {account.isOrganization && (
            <Fact name={t("accounts:taxId")}>
              <TaxIdText value={account.taxId} />
            </Fact>
          )}
          <Fact name={t("accounts:list.place")}>{account.territory && <NameText value={account.territory.name} />}</Fact>
          <Fact name={t("accounts:channelType")}>{account.channelType && t(`common:channel.${account.channelType}`)}</Fact>
          <Fact name={t("accounts:purchases.title")}>{t(seesPurchases ? "accounts:preview.shown" : "accounts:preview.hidden")}</Fact>
          {!contact && <Fact name={t("accounts:contact.title")}>{t("accounts:preview.hidden")}</Fact>}
        </Facts>
        {contact && (
          <>
            <Text size="sm" c="dimmed">
              {t("accounts:preview.contact")}
            </Text>
            <ContactFacts contact={contact} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
