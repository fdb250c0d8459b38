import { Button, SimpleGrid, Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateText, MoneyText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { PersonalData } from "~/shared/privacy/personal-data";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { StatCard } from "~/shared/ui/stat-card";
import { AccountsPanel } from "../components/accounts-panel";
import { ClaimsPanel } from "../components/claims-panel";
import { ConsentsPanel } from "../components/consents-panel";
import { CustomerDialogs } from "../components/customer-dialogs";
import { HistoryPanel } from "../components/history-panel";
import { OpenMatchesPanel } from "../components/open-matches-panel";
import { ProfilePanel } from "../components/profile-panel";
import { PurchasesPanel } from "../components/purchases-panel";
import { RelatedPanel } from "../components/related-panel";
import { SharesPanel } from "../components/shares-panel";
import { customerFragment } from "../customer";
import { useCustomerName } from "../use-names";
import classes from "./customer-page.module.css";

const customerQuery = graphql(
  `
    query Customer($id: ID!) {
      customer(id: $id) { ...CustomerRecord }
    }
  `,
  [customerFragment],
);

const route = getRouteApi("/shell/customers/$customerId");

/** One customer: what all accounts say together, what it buys and where, and what is shared about it. */
export function CustomerPage() {
  const { t } = useTranslation(["customers", "common"]);
  const customerName = useCustomerName();
  const localName = useLocalName();
  const { customerId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, error, fetching }, again] = useQuery({ query: customerQuery, variables: { id: customerId }, requestPolicy: "cache-and-network" });
  const customer = data?.customer;
  const back = (
    <TextLink to="/customers" size="sm">
      {t("common:nav.customers")}
    </TextLink>
  );
  if (!customer) {
    return (
      <>
        <PageHeader title={t("customers:name")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : data ? (
          <EmptyState icon="people" title={t("customers:notFound")} hint={t("customers:notFoundHint")} />
        ) : (
          <Skeleton height={360} radius="lg" />
        )}
      </>
    );
  }
  const facts = [t(customer.isOrganization ? "customers:kind.organization" : "customers:kind.person"), customer.territory && localName(customer.territory.name), ...customer.otherNames];
  return (
    <>
      <PageHeader
        title={customerName(customer)}
        back={back}
        subtitle={facts.filter(Boolean).join(" · ")}
        actions={
          <>
            {!customer.isOrganization && customer.accounts.some((account) => !account.erasedAt) && <PersonalData whom={{ customerId }} name={customerName(customer)} canErase dialog={search.dialog} onDialog={go.dialog} />}
            {may("customer", "match") && (
              <Button variant="default" leftSection={<Icon name="link" />} onClick={() => go.dialog("link")}>
                {t("customers:link.open")}
              </Button>
            )}
          </>
        }
      />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md" mb="md">
        <StatCard label={t("customers:revenue12")} value={<MoneyText value={customer.revenue} compact />} />
        <StatCard label={t("customers:accounts")} value={customer.accountCount} />
        <StatCard label={t("customers:organizations")} value={customer.organizationCount} />
        <StatCard label={t("customers:firstSale")} value={<span className={classes["day"]}><DateText value={customer.firstSaleOn} /></span>} />
      </SimpleGrid>
      <div className={classes["layout"]}>
        <div className={classes["side"]}>
          <ProfilePanel customer={customer} />
          <OpenMatchesPanel customer={customer} />
          <RelatedPanel customer={customer} />
          <ConsentsPanel accounts={customer.accounts} />
        </div>
        <div className={classes["main"]}>
          <AccountsPanel customer={customer} />
          <PurchasesPanel customerId={customer.id} />
          {may("registration", "read") && may("conflict", "read") && <ClaimsPanel customerId={customer.id} />}
          {may("share", "read") && <SharesPanel accounts={customer.accounts} round={search.dialog} />}
          <HistoryPanel customerId={customer.id} />
        </div>
      </div>
      <CustomerDialogs customer={customer} dialog={search.dialog} id={search.id} onClose={() => go.dialog(undefined)} />
    </>
  );
}
