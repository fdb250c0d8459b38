import { Group, Skeleton, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateRangeText, DateTimeText } from "~/shared/format/text";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { OwnedAccount } from "../customer";
import { useAccountName, useOwnerName } from "../use-names";
import { mostAccounts, useSharesOf } from "../use-shares-of";
import { ShareState } from "./share-state";
import classes from "./rows.module.css";

/** Who shares the customer's accounts with whom, and who looked at contact details. */
export function SharesPanel({ accounts, round }: { accounts: readonly OwnedAccount[]; round: string | undefined }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const { shares, looks, error, reload } = useSharesOf(accounts.map((one) => one.id));
  // A dialog that closes may have looked at something.
  const before = useRef(round);
  useEffect(() => {
    if (before.current && !round) reload();
    before.current = round;
  });
  return (
    <Panel
      title={t("shares.title")}
      actions={
        <TextLink to="/customers/shares" size="sm">
          {t("shares.all")}
        </TextLink>
      }
    >
      {error && <FaultAlert fault={faultFrom(error)} onRetry={reload} />}
      {!shares && !error && <Skeleton height={80} radius="md" />}
      {shares?.length === 0 && looks?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("shares.noneHere")}
        </Text>
      )}
      <ul className={classes["rows"]}>
        {shares?.map((share) => (
          <li key={share.id}>
            <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
              <span>
                {t(share.isGiven ? "shares.weShow" : "shares.theyShow", { distributor: ownerName(share), level: t(`level.${share.level}`) })}
                {share.account && accounts.length > 1 && ` · ${accountName(share.account)}`}
              </span>
              <ShareState state={share.state} />
            </Group>
            <Text size="sm" c="dimmed">
              <DateRangeText from={share.startsOn} until={share.endsOn} /> · {t("quoted", { text: share.reason })}
            </Text>
          </li>
        ))}
        {looks?.map((look, index) => (
          <li key={`${look.viewedAt}${index}`}>
            {t("looks.said", { who: look.viewerName, owner: look.account ? ownerName(look.account) : ownerName(look) })}
            <Text size="sm" c="dimmed">
              <DateTimeText value={look.viewedAt} /> · {t("quoted", { text: look.reason })}
            </Text>
          </li>
        ))}
      </ul>
      {accounts.length > mostAccounts && (
        <Text size="sm" c="dimmed" mt="sm">
          {t("shares.someOnly", { count: mostAccounts })}
        </Text>
      )}
    </Panel>
  );
}
