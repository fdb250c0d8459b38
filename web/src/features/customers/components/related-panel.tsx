import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NameText } from "~/shared/format/text";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { CustomerRecord } from "../customer";
import { useCustomerName } from "../use-names";
import classes from "./rows.module.css";

/** Other customers of the same legal person: the branches of a chain and its head office; nothing while there are none. */
export function RelatedPanel({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation("customers");
  const customerName = useCustomerName();
  if (customer.related.length === 0) return null;
  return (
    <Panel title={t("related.title")} description={t("related.hint")}>
      <ul className={classes["rows"]}>
        {customer.related.map((one) => (
          <li key={one.id}>
            <TextLink to="/customers/$customerId" params={{ customerId: one.id }}>
              {customerName(one)}
            </TextLink>
            {one.territory && (
              <Text size="sm" c="dimmed">
                <NameText value={one.territory.name} />
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
