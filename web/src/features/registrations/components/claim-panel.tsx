import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DateRangeText, DateText, MoneyText, NameText, NoData } from "~/shared/format/text";
import { useLocalName } from "~/shared/i18n/use-language";
import { Facts } from "~/shared/ui/facts";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { isProtecting, type Registration } from "../registration";
import { useCustomerName } from "../use-customer-name";
import classes from "./claim-panel.module.css";

/** What the claim is, and in a sentence what it covers. */
export function ClaimPanel({ registration, brand }: { registration: Registration; brand: boolean }) {
  const { t } = useTranslation("registrations");
  const localName = useLocalName();
  const customerName = useCustomerName();
  const { account, distributor, productLine, site, expected, expectedOn, note, protectedFrom, protectedUntil, extensions, state } = registration;
  const names = { customer: customerName(registration), line: localName(productLine.name), site };
  return (
    <Panel title={t("claim.title")}>
      <Text size="sm" mb="sm">
        {t(site ? "claim.coversSite" : "claim.covers", names)} {isProtecting(state) && t("claim.protected")}
      </Text>
      <Facts>
        {brand && (
          <Fact name={t("distributor")}>
            <TextLink to="/distributors/$distributorId" params={{ distributorId: distributor.id }} inherit>
              <NameText value={distributor.name} />
            </TextLink>
          </Fact>
        )}
        <Fact name={t("customer")}>
          {account && !brand ? (
            <TextLink to="/accounts/$accountId" params={{ accountId: account.id }} inherit>
              {names.customer}
            </TextLink>
          ) : (
            names.customer
          )}
        </Fact>
        <Fact name={t("productLine")}>{names.line}</Fact>
        <Fact name={t("form.site")}>{site || t("claim.allSites")}</Fact>
        <Fact name={t("expected")}>{expectedOn && <MoneyText value={expected} />}</Fact>
        <Fact name={t("form.expectedOn")}>{expectedOn && <DateText value={expectedOn} />}</Fact>
        {protectedFrom && (
          <Fact name={t("claim.window")}>
            <DateRangeText from={protectedFrom} until={protectedUntil} />
            {extensions > 0 && ` · ${t("claim.extended", { count: extensions })}`}
          </Fact>
        )}
        {note && (
          <Fact name={t("form.note")}>
            <span className={classes["text"]}>{note}</span>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <NoData />}</dd>
    </div>
  );
}
