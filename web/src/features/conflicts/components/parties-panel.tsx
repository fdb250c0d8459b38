import { Badge, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { useViewer } from "~/shared/session/viewer";
import type { Case } from "../case";
import { usePartyName } from "../use-party-name";

/** Who the parties are, as far as the viewer may know, and who mediates. */
export function PartiesPanel({ data }: { data: Case }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const { organization } = useViewer();
  const ofBrand = organization.kind === "BRAND";
  return (
    <Panel title={t("parties")} description={!ofBrand && !data.namesTold ? t("party.hint") : data.namesTold ? t("party.told") : undefined}>
      <Stack gap="sm">
        {data.parties.map((party) => {
          const side = data.sides.find(({ label }) => label === party.label);
          return (
            <div key={party.label} data-party={party.label}>
              <Text size="sm" fw={600} component="div">
                {ofBrand && party.distributor ? (
                  <TextLink to="/distributors/$distributorId" params={{ distributorId: party.distributor.id }} inherit>
                    {partyName(party)}
                  </TextLink>
                ) : (
                  partyName(party)
                )}
              </Text>
              <Text size="sm" c="dimmed">
                {t(`role.${party.role}`)}
              </Text>
              <Group gap={6}>
                {side?.decidedAgainst && <Badge color="red">{t("party.against")}</Badge>}
                {side?.appealedAt && <Badge color="yellow">{t("party.appealed")}</Badge>}
              </Group>
            </div>
          );
        })}
        <div>
          <Text size="sm" fw={600}>
            {data.mediator ? data.mediator.name : t(data.isMediated ? "mediated" : "nobody")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("mediator")}
          </Text>
        </div>
      </Stack>
    </Panel>
  );
}
