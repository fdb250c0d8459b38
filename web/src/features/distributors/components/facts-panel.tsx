import { Anchor, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DateText, NameText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { Facts } from "~/shared/ui/facts";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { DistributorFacts } from "../facts";
import { countryName } from "../places";

/** Who the distributor is, and who looks after it. */
export function FactsPanel({ distributor }: { distributor: DistributorFacts }) {
  const { t } = useTranslation(["distributors", "common"]);
  const language = useLanguage();
  const viewer = useViewer();
  const { parent, managers, leftOn } = distributor;
  const facts: [string, ReactNode][] = [
    [t("distributors:code"), distributor.code],
    [t("distributors:tier"), t(`common:tier.${distributor.tier}`)],
    [t("distributors:channels"), distributor.channelTypes.map((type) => t(`common:channel.${type}`)).join(t("common:list.separator"))],
    [t("distributors:country"), countryName(distributor.country, language)],
    [t("distributors:currency"), distributor.currency],
    [t("distributors:timeZone"), distributor.timeZone],
    [t("distributors:joinedOn"), <DateText key="joined" value={distributor.joinedOn} />],
  ];
  if (leftOn) facts.push([t("distributors:leftOn"), <DateText key="left" value={leftOn} />]);
  if (!viewer.distributor) {
    facts.push([
      t("distributors:parent"),
      parent ? (
        <TextLink key="parent" to="/distributors/$distributorId" params={{ distributorId: parent.id }} size="sm">
          <NameText value={parent.name} />
        </TextLink>
      ) : (
        t("distributors:parentBrand")
      ),
    ]);
  }
  facts.push([
    t("distributors:managers"),
    managers.length === 0 ? (
      t("distributors:noManagers")
    ) : (
      <Stack key="managers" gap={2}>
        {managers.map((manager) => (
          <span key={manager.id}>
            {manager.name}{" "}
            <Anchor href={`mailto:${manager.email}`} size="sm">
              {manager.email}
            </Anchor>
          </span>
        ))}
      </Stack>
    ),
  ]);
  return (
    <Panel title={t("distributors:facts")}>
      <Facts>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </Facts>
    </Panel>
  );
}
