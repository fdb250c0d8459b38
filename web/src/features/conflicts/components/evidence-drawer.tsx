import { Alert, Code, Drawer, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DateText, DateTimeText, DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { Facts } from "~/shared/ui/facts";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import type { Evidence } from "../case";
import { useMeasures } from "../use-measures";
import { usePartyName } from "../use-party-name";
import classes from "./evidence-drawer.module.css";

/** All that is frozen of one piece of evidence, with the sum that shows that nobody changed it. */
export function EvidenceDrawer({ data, onClose }: { data: Evidence; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["conflicts", "common"]);
  const partyName = usePartyName();
  const measures = useMeasures();
  const { sale } = data;
  const facts: (readonly [string, ReactNode] | false | null)[] = [
    [t("conflicts:evidence.party"), partyName(data.party)],
    [t("conflicts:evidence.on"), <DateText key="on" value={data.happenedOn} />],
    data.product && [t("conflicts:evidence.product"), <NameText key="product" value={data.product.name} />],
    data.productLine && [t("conflicts:evidence.line"), <NameText key="line" value={data.productLine.name} />],
    data.territory && [t("conflicts:evidence.where"), <NameText key="where" value={data.territory.name} />],
    data.channelType && [t("conflicts:evidence.channel"), t(`common:channel.${data.channelType}`)],
    data.quantity !== null && [t("conflicts:evidence.quantity"), <DecimalText key="quantity" value={data.quantity} />],
    [t("conflicts:amount"), <MoneyText key="amount" value={data.amount} />],
    data.form && [t("conflicts:evidence.form"), t(`conflicts:form.${data.form}`)],
    ...measures(data.measures).map(({ name, value }) => [name, value] as const),
  ];
  const own: (readonly [string, ReactNode] | false | null)[] = sale
    ? [
        [t("conflicts:evidence.invoice"), `${sale.invoiceNumber} · ${sale.lineNumber}`],
        [t("conflicts:evidence.net"), <MoneyText key="net" value={sale.net} />],
        sale.unitPrice !== null && [t("conflicts:evidence.unitPrice"), <DecimalText key="unit" value={sale.unitPrice} />],
        sale.serial !== null && sale.serial !== "" && [t("conflicts:evidence.serial"), sale.serial],
        sale.account && [t("conflicts:evidence.customer"), sale.account.name ?? sale.account.code],
      ]
    : [];
  return (
    <Drawer opened onClose={onClose} size="md" title={t("conflicts:evidence.one")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        {data.withdrawnAt && (
          <Alert color="gray" icon={<Icon name="info" />} title={t("conflicts:evidence.withdrawnTitle")}>
            {t(data.registration || !data.quantity ? "conflicts:evidence.withdrawnWhy" : "conflicts:evidence.withdrawnLine")} <DateTimeText value={data.withdrawnAt} />
          </Alert>
        )}
        <FactList facts={facts} />
        {own.length > 0 && (
          <>
            <Text fw={600}>{t("conflicts:evidence.own")}</Text>
            <FactList facts={own} />
            {sale && (
              <TextLink to="/sales" search={{ dialog: "line", id: sale.lineId }} size="sm">
                {t("conflicts:evidence.openLine")}
              </TextLink>
            )}
          </>
        )}
        <div>
          <Text size="sm" fw={600}>
            {t("conflicts:evidence.hash")}
          </Text>
          <Text size="xs" c="dimmed" mb={4}>
            {t("conflicts:evidence.hashHint")} <DateTimeText value={data.foundAt} />
          </Text>
          <Code block className={classes["hash"] ?? ""}>
            {data.hash}
          </Code>
        </div>
      </Stack>
    </Drawer>
  );
}

function FactList({ facts }: { facts: readonly (readonly [string, ReactNode] | false | null)[] }) {
  return (
    <Facts apart>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </Facts>
  );
}
