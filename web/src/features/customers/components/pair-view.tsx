import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText, NameText, PercentText } from "~/shared/format/text";
import { TextLink } from "~/shared/ui/link";
import type { CustomerAccount } from "../customer";
import { surePercent, type Pair } from "../pair";
import { useAccountName, useCustomerName, useOwnerName } from "../use-names";
import { TaxIdText } from "./tax-id-text";
import { WeightTable } from "./weight-table";
import classes from "./pair-view.module.css";

/** One pair, large: both accounts side by side, how sure it is that they are one, and why. */
export function PairView({ pair }: { pair: Pair }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const percent = surePercent(pair.probability);
  return (
    <article className={classes["pair"]} aria-label={t("matches.pair", { first: accountName(pair.first), second: accountName(pair.second) })}>
      <div className={classes["head"]}>
        <div className={classes["sure"]}>
          <span className={classes["percent"]}>
            <PercentText value={percent} digits={1} />
          </span>
          <Text span size="sm" c="dimmed">
            {t("matches.sure")}
          </Text>
        </div>
        <PairStateBadge pair={pair} />
      </div>
      <div className={classes["meter"]} aria-hidden="true">
        <div style={{ width: `${percent}%` }} />
      </div>
      <div className={classes["sides"]}>
        <Side account={pair.first} customers={pair.customers} />
        <Side account={pair.second} customers={pair.customers} />
      </div>
      <WeightTable pair={pair} />
    </article>
  );
}

/** Where a pair stands, and by whom. */
export function PairStateBadge({ pair }: { pair: Pair }) {
  const { t } = useTranslation("customers");
  const color = pair.state === "LINKED" ? "jade" : pair.state === "DIFFERENT" ? "red" : pair.state === "SKIPPED" ? "yellow" : "gray";
  const by = pair.state === "OPEN" ? "" : pair.automatic ? t("matches.byPortal") : (pair.decidedBy?.name ?? "");
  return (
    <Badge color={color} size="lg">
      {[t(`matches.state.${pair.state}`), by].filter(Boolean).join(" · ")}
    </Badge>
  );
}

function Side({ account, customers }: { account: CustomerAccount; customers: Pair["customers"] }) {
  const { t } = useTranslation(["customers", "common"]);
  const accountName = useAccountName();
  const customerName = useCustomerName();
  const ownerName = useOwnerName();
  const customer = customers.find((one) => one.accounts.some(({ id }) => id === account.id));
  const facts: [string, React.ReactNode][] = [
    [t("customers:code"), account.isOrganization && account.code && <span className={classes["code"]}>{account.code}</span>],
    [t("customers:otherNames"), account.otherNames.join(t("common:list.separator"))],
    [t("customers:field.TAX_ID"), account.taxId && <TaxIdText value={account.taxId} />],
    [t("customers:field.LEGAL_TAX_ID"), account.legalTaxId && <TaxIdText value={account.legalTaxId} />],
    [t("customers:field.TERRITORY"), account.territory && <NameText value={account.territory.name} />],
    [t("customers:field.CHANNEL_TYPE"), account.channelType && t(`common:channel.${account.channelType}`)],
    [t("customers:source"), t(`customers:source.${account.source}`)],
    [t("customers:firstSale"), account.firstSaleOn && <DateText value={account.firstSaleOn} />],
    [
      t("customers:standsFor"),
      customer && (
        <TextLink to="/customers/$customerId" params={{ customerId: customer.id }} inherit>
          {customer.accountCount > 1 ? t("customers:withAccounts", { name: customerName(customer), count: customer.accountCount }) : customerName(customer)}
        </TextLink>
      ),
    ],
  ];
  return (
    <section className={classes["side"]}>
      <Text size="sm" c="dimmed">
        {ownerName(account)}
      </Text>
      <h2 className={classes["name"]}>{accountName(account)}</h2>
      <dl className={classes["facts"]}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

