import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { PercentText } from "~/shared/format/text";
import { useMay } from "~/shared/session/viewer";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import type { CustomerRecord } from "../customer";
import { decideMutation, surePercent } from "../pair";
import { useAccountName, useOwnerName } from "../use-names";
import classes from "./rows.module.css";

/** Accounts that may belong to the customer, too; nothing while there are none. */
export function OpenMatchesPanel({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const may = useMay();
  const [{ fetching }, decide] = useMutation(decideMutation);
  const [fault, setFault] = useState<Fault>();
  const own = new Set(customer.accounts.map((one) => one.id));
  if (customer.openMatches.length === 0) return null;
  const settle = async (id: string, decision: "LINK" | "DIFFERENT", name: string) => {
    const result = await decide({ input: { id, decision } });
    setFault(result.error && faultFrom(result.error));
    if (result.data) notifyDone(t(decision === "LINK" ? "open.linked" : "open.told", { name }));
  };
  return (
    <Panel title={t("open.title")} description={t("open.hint")}>
      {fault && <FaultAlert fault={fault} />}
      <ul className={classes["rows"]}>
        {customer.openMatches.map((pair) => {
          const other = own.has(pair.first.id) ? pair.second : pair.first;
          const name = accountName(other);
          return (
            <li key={pair.id}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <div>
                  {name}
                  <Text size="sm" c="dimmed">
                    {ownerName(other)}
                  </Text>
                </div>
                <Text span size="sm">
                  <PercentText value={surePercent(pair.probability)} digits={1} />
                </Text>
              </Group>
              {may("customer", "match") && (
                <Group gap="xs" mt={6}>
                  <Button size="compact-sm" variant="light" disabled={fetching} aria-label={t("open.linkOf", { name })} onClick={() => void settle(pair.id, "LINK", name)}>
                    {t("matches.link")}
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="gray" disabled={fetching} aria-label={t("open.differentOf", { name })} onClick={() => void settle(pair.id, "DIFFERENT", name)}>
                    {t("matches.different")}
                  </Button>
                </Group>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
