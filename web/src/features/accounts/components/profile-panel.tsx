import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText, NameText } from "~/shared/format/text";
import { Fact, Facts } from "~/shared/ui/facts";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { Account } from "../account";
import { TaxIdText } from "./tax-id-text";

/** Who the customer is, as far as the viewer may know. */
export function ProfilePanel({ account }: { account: Account }) {
  const { t } = useTranslation(["accounts", "common"]);
  return (
    <Panel title={t("accounts:profile.title")}>
      <Facts>
        <Fact name={t("accounts:list.kind")}>{t(account.isOrganization ? "accounts:kind.organization" : "accounts:kind.person")}</Fact>
        <Fact name={t("accounts:code")}>{account.code}</Fact>
        {account.otherNames.length > 0 && <Fact name={t("accounts:otherNames")}>{account.otherNames.join(t("common:list.separator"))}</Fact>}
        {account.isOrganization && (
          <Fact name={t("accounts:taxId")}>
            <TaxIdText value={account.taxId} />
          </Fact>
        )}
        {account.legalTaxId && (
          <Fact name={t("accounts:legalTaxId")}>
            <TaxIdText value={account.legalTaxId} />
          </Fact>
        )}
        <Fact name={t("accounts:list.place")}>{account.territory && <NameText value={account.territory.name} />}</Fact>
        <Fact name={t("accounts:channelType")}>{account.channelType && t(`common:channel.${account.channelType}`)}</Fact>
        {account.isOwn && (
          <>
            <Fact name={t("accounts:list.tags")}>
              {account.tags.length > 0 && (
                <Group gap={4}>
                  {account.tags.map((tag) => (
                    <TextLink key={tag} to="/accounts" search={{ tag }} aria-label={t("accounts:list.onlyTag", { tag })}>
                      <Badge color="gray" style={{ cursor: "pointer" }}>
                        {tag}
                      </Badge>
                    </TextLink>
                  ))}
                </Group>
              )}
            </Fact>
            <Fact name={t("accounts:inCharge")}>{account.inCharge?.name}</Fact>
          </>
        )}
        <Fact name={t("accounts:firstSale")}>
          <DateText value={account.firstSaleOn} />
        </Fact>
        <Fact name={t("accounts:source")}>
          {t(`accounts:source.${account.source}`)} · <DateText value={account.createdAt.slice(0, 10)} />
        </Fact>
      </Facts>
    </Panel>
  );
}
