import { Badge, Radio, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { sumDecimals } from "~/shared/format/decimal";
import { DateText, MoneyText, NameText } from "~/shared/format/text";
import { useViewer } from "~/shared/session/viewer";
import { Fact, Facts } from "~/shared/ui/facts";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import type { Duplicate, DuplicateSide, Side } from "../duplicate";
import { useAccountName } from "../use-account-name";
import { TaxIdText } from "./tax-id-text";
import classes from "./duplicate-pair.module.css";

const agreementColors = { AGREE: "jade", PARTLY: "yellow", DIFFER: "red" } as const;
const agreementIcons = { AGREE: "check", PARTLY: "info", DIFFER: "close" } as const;

interface Props {
  pair: Duplicate;
  survivor: Side;
  onSurvivor(side: Side): void;
}

/** Two accounts side by side, how they compare, and which one stays. */
export function DuplicatePair({ pair, survivor, onSurvivor }: Props) {
  const { t } = useTranslation("accounts");
  const group = useId();
  return (
    <div className={classes["pair"]}>
      <ul className={classes["fields"]} aria-label={t("duplicates.fields")}>
        {pair.fields.map(({ field, agreement }) => (
          <li key={field}>
            <Badge color={agreementColors[agreement]} variant="light" leftSection={<Icon name={agreementIcons[agreement]} size={12} />} tt="none">
              {t(`duplicates.field.${field}`)}: {t(`duplicates.agreement.${agreement}`)}
            </Badge>
          </li>
        ))}
      </ul>
      <div className={classes["sides"]} role="radiogroup" aria-label={t("duplicates.keep")}>
        {(["first", "second"] as const).map((side) => (
          <section key={side} className={classes["side"]} data-kept={survivor === side || undefined} aria-label={t("duplicates.side", { number: side === "first" ? 1 : 2 })}>
            <Radio name={group} value={side} checked={survivor === side} onChange={() => onSurvivor(side)} label={t(survivor === side ? "duplicates.stays" : "duplicates.joins")} mb="sm" />
            <SideFacts account={pair[side]} />
          </section>
        ))}
      </div>
    </div>
  );
}

function SideFacts({ account }: { account: DuplicateSide }) {
  const { t } = useTranslation(["accounts", "common"]);
  const { baseCurrency } = useViewer();
  const name = useAccountName();
  const contact = account.contact.__typename === "ContactDetails" ? account.contact : undefined;
  const address = contact && [contact.street, contact.district, contact.city, contact.postalCode].filter(Boolean).join(t("common:list.separator"));
  return (
    <>
      <TextLink to="/accounts/$accountId" params={{ accountId: account.id }} fw={600} size="lg" style={{ overflowWrap: "anywhere" }}>
        {name(account)}
      </TextLink>
      {account.otherNames.length > 0 && (
        <Text size="sm" c="dimmed">
          {account.otherNames.join(" · ")}
        </Text>
      )}
      <Facts>
        <Fact name={t("accounts:code")}>{account.code}</Fact>
        {account.isOrganization && (
          <Fact name={t("accounts:taxId")}>
            <TaxIdText value={account.taxId} />
          </Fact>
        )}
        <Fact name={t("accounts:phone")}>{contact?.phone}</Fact>
        <Fact name={t("accounts:email")}>{contact?.email}</Fact>
        <Fact name={t("accounts:address")}>{address}</Fact>
        {contact?.birthDate && (
          <Fact name={t("accounts:birthDate")}>
            <DateText value={contact.birthDate} />
          </Fact>
        )}
        <Fact name={t("accounts:list.place")}>{account.territory && <NameText value={account.territory.name} />}</Fact>
        <Fact name={t("accounts:duplicates.bought")}>
          {account.purchases.length > 0 && <MoneyText value={{ amount: sumDecimals(account.purchases.map((one) => one.revenue.amount)), currency: baseCurrency }} />}
        </Fact>
        <Fact name={t("accounts:firstSale")}>
          <DateText value={account.firstSaleOn} />
        </Fact>
        <Fact name={t("accounts:source")}>
          {t(`accounts:source.${account.source}`)} · <DateText value={account.createdAt.slice(0, 10)} />
        </Fact>
      </Facts>
    </>
  );
}
