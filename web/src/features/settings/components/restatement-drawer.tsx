import { Button, Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger } from "~/shared/format/format";
import { formatPeriod, parsePeriod, periodRange } from "~/shared/format/period";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { EmptyState } from "~/shared/ui/empty-state";
import { Fact, Facts } from "~/shared/ui/facts";
import { TextLink } from "~/shared/ui/link";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { detailFragment, type Restatement } from "../restatement";
import { ChangeTable } from "./change-table";
import { EndRestatementDialog } from "./end-restatement-dialog";
import { RestatementBadge } from "./restatement-badge";

const oneQuery = graphql(
  `
    query Restatement($id: ID!) {
      node(id: $id) {
        __typename
        ... on Restatement { ...RestatementWhole }
      }
    }
  `,
  [detailFragment],
);

interface Props {
  id: string;
  /** What is asked about it; shown over the facts. */
  act: "publish" | "cancel" | undefined;
  onClose(): void;
}

/** One restatement: who, when and why, and how the card differs; from here it is published or given up. */
export function RestatementDrawer({ id, act, onClose }: Props) {
  useFocusBack();
  const { t } = useTranslation(["settings", "common"]);
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: oneQuery, variables: { id }, requestPolicy: "cache-and-network" });
  const found = data?.node?.__typename === "Restatement" ? data.node : undefined;
  return (
    <Drawer opened onClose={onClose} size="xl" title={t("settings:restatement.one")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      {error && !found ? (
        <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
      ) : !data ? (
        <Skeleton height={320} radius="md" />
      ) : !found ? (
        <EmptyState icon="calendar" title={t("settings:restatement.notFound")} hint={t("settings:restatement.notFoundHint")} />
      ) : (
        <Whole one={found} />
      )}
      {found && act && <EndRestatementDialog one={found} act={act} onClose={() => go.dialog("show", id)} />}
    </Drawer>
  );
}

function Whole({ one }: { one: Restatement }) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const localName = useLocalName();
  const go = useListNavigation();
  const parsed = parsePeriod(one.period);
  const days = parsed && periodRange(parsed);
  return (
    <Stack gap="lg">
      <Facts>
        <Fact name={t("restatement.distributor")}>
          <TextLink inherit to="/scorecards/$distributorId" params={{ distributorId: one.distributor.id }} search={{ period: one.period }}>
            {localName(one.distributor.name)}
          </TextLink>
        </Fact>
        <Fact name={t("restatement.period")}>{formatPeriod(one.period, language)}</Fact>
        <Fact name={t("state")}>
          <RestatementBadge state={one.state} />
        </Fact>
        <Fact name={t("restatement.version")}>{one.version === null ? undefined : formatInteger(one.version, language)}</Fact>
        <Fact name={t("restatement.opened")}>
          <DateTimeText value={one.openedAt} /> · {one.openedBy}
        </Fact>
        <Fact name={t("restatement.ended")}>{one.endedAt && <DateTimeText value={one.endedAt} />}</Fact>
        <Fact name={t("restatement.reason")}>
          <span style={{ overflowWrap: "anywhere" }}>{one.reason}</span>
        </Fact>
      </Facts>
      {one.state === "OPEN" && days && (
        <Text size="sm">
          {t("restatement.openHint")}{" "}
          <TextLink inherit td="underline" to="/sales" search={{ distributor: one.distributor.id, from: days.from, until: days.until }}>
            {t("restatement.lines")}
          </TextLink>
        </Text>
      )}
      <Stack gap="sm">
        <Title order={3}>{t("restatement.changes")}</Title>
        <ChangeTable changes={one.changes} />
      </Stack>
      {(one.canPublish || one.canCancel) && (
        <Group justify="flex-end">
          {one.canCancel && (
            <Button variant="default" onClick={() => go.dialog("cancel", one.id)}>
              {t("restatement.cancel.open")}
            </Button>
          )}
          {one.canPublish && <Button onClick={() => go.dialog("publish", one.id)}>{t("restatement.publish.open")}</Button>}
        </Group>
      )}
    </Stack>
  );
}
