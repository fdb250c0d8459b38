import { Badge, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NoData } from "~/shared/format/text";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { Panel } from "~/shared/ui/panel";
import { fieldsOf, type CustomerField, type CustomerRecord, type Provenance } from "../customer";
import { useAccountName, useOwnerName } from "../use-names";
import { useFieldText } from "./field-value";
import { TaxIdText } from "./tax-id-text";
import classes from "./profile-panel.module.css";

/** What the record says, and for each value where it comes from and why that one. */
export function ProfilePanel({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation("customers");
  return (
    <Panel title={t("profile.title")} description={t(customer.isOrganization ? "profile.hint" : "profile.personHint")}>
      <dl className={classes["fields"]}>
        {fieldsOf(customer.isOrganization).map((field) => (
          <Field key={field} customer={customer} field={field} />
        ))}
      </dl>
    </Panel>
  );
}

function Field({ customer, field }: { customer: CustomerRecord; field: CustomerField }) {
  const { t } = useTranslation("customers");
  const fieldText = useFieldText();
  const go = useListNavigation();
  const may = useMay();
  const source = customer.provenance.find((one) => one.field === field);
  const pinned = source?.rule === "PINNED";
  const tax = field === "TAX_ID" ? customer.taxId : field === "LEGAL_TAX_ID" ? customer.legalTaxId : null;
  const name = t(`field.${field}`);
  return (
    <div>
      <dt>
        <span>{name}</span>
        {pinned && <Badge color="blue">{t("profile.pinned")}</Badge>}
        {may("customer", "update") && (
          <Group gap={2} ml="auto" wrap="nowrap">
            {pinned && (
              <Button size="compact-xs" variant="subtle" color="gray" aria-label={t("letGo.openOf", { field: name })} onClick={() => go.dialog("letGo", field)}>
                {t("letGo.open")}
              </Button>
            )}
            <Button size="compact-xs" variant="subtle" aria-label={t("pin.openOf", { field: name })} onClick={() => go.dialog("pin", field)}>
              {t("pin.open")}
            </Button>
          </Group>
        )}
      </dt>
      <dd className={classes["value"]}>{tax ? <TaxIdText value={tax} /> : (fieldText(customer, field) ?? <NoData />)}</dd>
      {source && (
        <dd className={classes["source"]}>
          <SourceText source={source} />
        </dd>
      )}
    </div>
  );
}

function SourceText({ source }: { source: Provenance }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  if (source.rule === "PINNED") {
    return (
      <>
        {source.pinnedBy ? t("rule.PINNED.by", { name: source.pinnedBy.name }) : t("rule.PINNED")}
        {source.reason && (
          <Text span size="sm" c="dimmed" display="block">
            {t("quoted", { text: source.reason })}
          </Text>
        )}
      </>
    );
  }
  if (!source.account) return <>{t(`rule.${source.rule}`)}</>;
  return <>{t("profile.from", { rule: t(`rule.${source.rule}`), account: accountName(source.account), owner: ownerName(source.account) })}</>;
}
