import { Alert, Button, Drawer, Group, Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatMoney } from "~/shared/format/format";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { CorrectDialog } from "~/shared/lines/correct-dialog";
import { lineFragment } from "~/shared/lines/line";
import { VoidDialog } from "~/shared/lines/void-dialog";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { LineFacts, lineFactsFragment } from "./line-facts";

const lineQuery = graphql(
  `
    query SaleLine($id: ID!) {
      node(id: $id) {
        __typename
        ... on SaleLine {
          ...Line
          ...LineFacts
          replacedBy { id invoiceNumber baseAmount { amount currency } }
        }
      }
    }
  `,
  [lineFragment, lineFactsFragment],
);

interface Props {
  id: string;
  onClose(): void;
  /** Shows another line instead: the one that took this one's place. */
  onOpen(id: string): void;
}

/** All that is known of one line, what became of it, and the ways to correct or void it. */
export function LineDrawer({ id, onClose, onOpen }: Props) {
  useFocusBack();
  const { t } = useTranslation(["sales", "lines", "common"]);
  const language = useLanguage();
  const may = useMay();
  const { distributor: own } = useViewer();
  const [asking, setAsking] = useState<"correct" | "void">();
  const [{ data, error, fetching }, again] = useQuery({ query: lineQuery, variables: { id }, requestPolicy: "cache-and-network" });
  const line = data?.node?.__typename === "SaleLine" ? data.node : undefined;
  // On the card of the month; a whole quarter's or year's is contested there.
  const contestable = line !== undefined && !line.voidedAt && line.distributor?.id === own?.id && own !== null && may("contest", "create");
  const done = () => {
    setAsking(undefined);
    again({ requestPolicy: "network-only" });
  };
  return (
    <Drawer opened onClose={onClose} size="md" title={line ? t("sales:lineTitle", { invoice: line.invoiceNumber }) : t("sales:line")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      {error && !line && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!data && !error && <Skeleton height={420} />}
      {data && !line && <EmptyState icon="file" title={t("sales:noLine")} hint={t("sales:noLineHint")} />}
      {line && (
        <Stack gap="md">
          {line.voidedAt && (
            <Alert color="gray" icon={<Icon name="info" />} title={t("sales:voidedTitle")}>
              <Stack gap="xs">
                <span>
                  <DateTimeText value={line.voidedAt} />
                  {line.voidReason && ` · ${line.voidReason}`}
                </span>
                {line.replacedBy && (
                  <Button variant="default" size="xs" onClick={() => line.replacedBy && onOpen(line.replacedBy.id)}>
                    {t("sales:replacedBy", { amount: formatMoney(line.replacedBy.baseAmount, language) })}
                  </Button>
                )}
              </Stack>
            </Alert>
          )}
          <LineFacts data={line} />
          {(line.correct || line.void || contestable) && (
            <Group gap="xs">
              {line.correct && (
                <Button variant="default" leftSection={<Icon name="edit" />} onClick={() => setAsking("correct")}>
                  {t("sales:correct")}
                </Button>
              )}
              {line.void && (
                <Button color="red" variant="light" leftSection={<Icon name="trash" />} onClick={() => setAsking("void")}>
                  {t("lines:voidSome")}
                </Button>
              )}
              {contestable && own && (
                <ButtonLink variant="default" leftSection={<Icon name="flag" />} to="/scorecards/$distributorId" params={{ distributorId: own.id }} search={{ period: line.saleDate.slice(0, 7), dialog: "contest", line: line.id }}>
                  {t("sales:contest")}
                </ButtonLink>
              )}
            </Group>
          )}
          {asking === "correct" && <CorrectDialog line={line} onClose={done} />}
          {asking === "void" && <VoidDialog lines={[line]} onClose={done} onVoided={done} />}
        </Stack>
      )}
    </Drawer>
  );
}
