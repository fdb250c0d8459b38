import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText, DateTimeText, MoneyText, NameText, NoData } from "~/shared/format/text";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { isWaiting, type Rival } from "../registration";
import { useGroundText } from "../use-ground-text";
import { ActivityList } from "./activity-list";
import { ProtectionText } from "./protection-text";
import classes from "./rivals-panel.module.css";
import { StateBadge } from "./state-badge";
import { UsageText } from "./usage-text";

interface Props {
  rivals: readonly Rival[];
  /** The registration that the page is about. */
  registrationId: string;
  /** Whether the viewer decides about registrations. */
  decides: boolean;
  onAct(dialog: "approve" | "reject", registrationId: string): void;
}

/** All registrations of the same customer and product line side by side, in the order of precedence with the reasons for it. For the brand alone. */
export function RivalsPanel({ rivals, registrationId, decides, onAct }: Props) {
  const { t } = useTranslation("registrations");
  return (
    <Panel title={t("rivals.title")} description={t("rivals.hint")}>
      <ol className={classes["rivals"]}>
        {rivals.map((rival) => (
          <RivalCard key={rival.registration.id} rival={rival} current={rival.registration.id === registrationId} decides={decides} onAct={onAct} />
        ))}
      </ol>
    </Panel>
  );
}

function RivalCard({ rival, current, decides, onAct }: { rival: Rival; current: boolean } & Pick<Props, "decides" | "onAct">) {
  const { t } = useTranslation("registrations");
  const groundText = useGroundText();
  const { place, grounds, registration } = rival;
  const { id, distributor, state, submittedAt, expected, expectedOn, site, activities, protectedUntil } = registration;
  return (
    <li aria-current={current || undefined}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <span className={classes["place"]} aria-label={t("rivals.place", { place })} role="img">
          {place}
        </span>
        <div style={{ minWidth: 0 }}>
          <Text fw={650}>
            <NameText value={distributor.name} />
          </Text>
          <UsageText distributorId={distributor.id} />
        </div>
      </Group>
      <Group gap={6}>
        <StateBadge state={state} />
        {current && (
          <Text size="sm" c="dimmed">
            {t("rivals.this")}
          </Text>
        )}
      </Group>
      <ul className={classes["grounds"]}>
        {grounds.map((ground) => (
          <li key={ground.key}>{groundText(ground)}</li>
        ))}
      </ul>
      <Stack gap={4}>
        <Text size="sm" component="div">
          {t("submittedAt")}: <DateTimeText value={submittedAt} />
        </Text>
        <Text size="sm" component="div">
          {t("expected")}:{" "}
          {expectedOn ? (
            <>
              <MoneyText value={expected} /> · <DateText value={expectedOn} />
            </>
          ) : (
            <NoData />
          )}
        </Text>
        {site && <Text size="sm">{t("onlySite", { site })}</Text>}
        {protectedUntil && (
          <Text size="sm" component="div">
            {t("protectedUntil")}: <ProtectionText registration={registration} />
          </Text>
        )}
      </Stack>
      <ActivityList activities={activities} />
      <div className={classes["acts"]}>
        {decides && isWaiting(state) && (
          <>
            <Button size="xs" onClick={() => onAct("approve", id)}>
              {t("approve.open")}
            </Button>
            <Button size="xs" variant="default" onClick={() => onAct("reject", id)}>
              {t("reject.open")}
            </Button>
          </>
        )}
        {!current && (
          <TextLink to="/registrations/$registrationId" params={{ registrationId: id }} size="sm">
            {t("rivals.open")}
          </TextLink>
        )}
      </div>
    </li>
  );
}
