import { Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, MoneyText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { SearchField } from "~/shared/ui/search-field";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import { remedyFragment, type Remedy } from "../case";
import { partyFragment } from "../conflict";
import { PartiesContext } from "../parties-context";
import { useRemedyText } from "../use-remedy-text";
import { Outcome } from "./outcome";

const relatedQuery = graphql(`
  query RelatedConflicts($id: ID!) {
    conflict(id: $id) {
      id
      related(first: 8) {
        id rule state outcome title openedAt happenedFrom
        productLine { id name { default zhHant zhHans } }
        territory { id name { default zhHant zhHans } }
        amount { amount currency }
      }
    }
  }
`);

const precedentsQuery = graphql(
  `
    query Precedents($id: ID!, $text: String) {
      conflict(id: $id) {
        id
        precedents(text: $text, first: 6) {
          id rule state outcome title openedAt happenedFrom
          productLine { id name { default zhHant zhHans } }
          territory { id name { default zhHant zhHans } }
          amount { amount currency }
          parties { ...Party }
          decisions { id kind state text remedies { id ...Remedy } }
        }
      }
    }
  `,
  [partyFragment, remedyFragment],
);

type Related = NonNullable<ResultOf<typeof relatedQuery>["conflict"]>["related"][number];

/** Cases like this one; for the brand also how such cases were decided. */
export function RelatedPanel({ conflictId }: { conflictId: string }) {
  const { t } = useTranslation("conflicts");
  const { organization } = useViewer();
  const [{ data }] = useQuery({ query: relatedQuery, variables: { id: conflictId } });
  const related = data?.conflict?.related;
  return (
    <>
      <Panel title={t("related.title")} description={t("related.hint")}>
        {!related && <Skeleton height={60} />}
        {related?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("related.none")}
          </Text>
        )}
        <Stack gap="sm">{related?.map((one) => <Like key={one.id} data={one} />)}</Stack>
      </Panel>
      {organization.kind === "BRAND" && <Precedents conflictId={conflictId} />}
    </>
  );
}

function Precedents({ conflictId }: { conflictId: string }) {
  const { t } = useTranslation("conflicts");
  const [text, setText] = useState<string>();
  const [{ data }] = useQuery({ query: precedentsQuery, variables: { id: conflictId, text: text ?? null } });
  const precedents = data?.conflict?.precedents;
  return (
    <Panel title={t("precedents.title")} description={t("precedents.hint")}>
      <Stack gap="sm">
        <SearchField label={t("precedents.search")} value={text} onChange={setText} />
        {!precedents && <Skeleton height={60} />}
        {precedents?.length === 0 && (
          <Text size="sm" c="dimmed" role="status">
            {t(text ? "precedents.noneFound" : "precedents.none")}
          </Text>
        )}
        {precedents?.map((one) => {
          const last = one.decisions.findLast(({ state }) => state === "APPLIED");
          return (
            <div key={one.id}>
              <Like data={one} />
              {last && (
                <Text size="sm" lineClamp={3}>
                  {last.text}
                </Text>
              )}
              <PartiesContext value={one.parties}>
                {last?.remedies.map((remedy) => (
                  <RemedyLine key={remedy.id} remedy={remedy} />
                ))}
              </PartiesContext>
            </div>
          );
        })}
      </Stack>
    </Panel>
  );
}

function RemedyLine({ remedy }: { remedy: Remedy }) {
  const remedyText = useRemedyText();
  return (
    <Text size="xs" c="dimmed">
      {remedyText(remedy)}
    </Text>
  );
}

function Like({ data }: { data: Related }) {
  const { t } = useTranslation("common");
  const title = useConflictTitle();
  return (
    <div>
      <TextLink to="/conflicts/$conflictId" params={{ conflictId: data.id }} size="sm">
        {title(data)}
      </TextLink>
      <Text size="xs" c="dimmed" component="div">
        {data.outcome ? <Outcome value={data.outcome} /> : t(`conflict.state.${data.state}`)} · <DateText value={data.openedAt.slice(0, 10)} /> · <MoneyText value={data.amount} compact />
      </Text>
    </div>
  );
}
