import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useReportName } from "~/shared/format/report-name";
import { DateText, DateTimeText, DecimalText, MoneyText, NameText, NoData } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import type { ChannelType } from "~/shared/lines/channel-types";
import { Facts } from "~/shared/ui/facts";
import { TextLink } from "~/shared/ui/link";

export const lineFactsFragment = graphql(`
  fragment LineFacts on SaleLine {
    rowNumber
    invoiceNumber
    lineNumber
    saleDate
    channelType
    quantity
    serial
    salesPerson
    note
    createdAt
    distributor { id name { default zhHant zhHans } }
    report { id fileName source }
    product { id code name { default zhHant zhHans } productLine { id name { default zhHant zhHans } } }
    account { id code name }
    territory { id code name { default zhHant zhHans } }
    unitPrice { amount currency }
    discount { amount currency }
    netAmount { amount currency }
    baseAmount { amount currency }
  }
`);

/** A line's facts, one by one. */
export function LineFacts({ data }: { data: FragmentOf<typeof lineFactsFragment> }) {
  const { t } = useTranslation(["sales", "lines", "common"]);
  const reportName = useReportName();
  const line = readFragment(lineFactsFragment, data);
  const facts: [string, ReactNode][] = [
    [t("lines:invoice"), `${line.invoiceNumber} · ${line.lineNumber}`],
    [t("lines:date"), <DateText key="date" value={line.saleDate} />],
    [
      t("lines:distributor"),
      line.distributor ? (
        <TextLink key="distributor" to="/distributors/$distributorId" params={{ distributorId: line.distributor.id }} size="sm">
          <NameText value={line.distributor.name} />
        </TextLink>
      ) : (
        t("common:seller.brand")
      ),
    ],
    [
      t("lines:product"),
      <span key="product">
        {line.product.code} <NameText value={line.product.name} />
      </span>,
    ],
    [t("sales:dimension.PRODUCT_LINE"), <NameText key="family" value={line.product.productLine.name} />],
    [t("lines:customer"), line.account ? (line.account.name ?? line.account.code) : <NoData key="customer" />],
    [t("sales:shippedTo"), line.territory ? <NameText key="territory" value={line.territory.name} /> : <NoData key="territory" />],
    [t("lines:channel"), t(`common:channel.${line.channelType as ChannelType}`)],
    [t("lines:quantity"), <DecimalText key="quantity" value={line.quantity} />],
    [t("sales:unitPrice"), <MoneyText key="price" value={line.unitPrice} />],
    [t("sales:discount"), <MoneyText key="discount" value={line.discount} />],
    [t("lines:net"), <MoneyText key="net" value={line.netAmount} />],
    [t("sales:base"), <MoneyText key="base" value={line.baseAmount} />],
    ...(line.serial ? [[t("lines:serial"), line.serial] as [string, ReactNode]] : []),
    ...(line.salesPerson ? [[t("sales:salesPerson"), line.salesPerson] as [string, ReactNode]] : []),
    ...(line.note ? [[t("sales:note"), line.note] as [string, ReactNode]] : []),
    [
      t("sales:report"),
      <span key="report">
        <TextLink to="/reports/$reportId" params={{ reportId: line.report.id }} size="sm">
          {reportName(line.report)}
        </TextLink>{" "}
        {t("sales:row", { row: line.rowNumber })}
      </span>,
    ],
    [t("sales:accepted"), <DateTimeText key="accepted" value={line.createdAt} />],
  ];
  return (
    <Facts>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Facts>
  );
}
