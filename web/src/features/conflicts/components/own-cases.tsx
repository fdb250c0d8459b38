import { SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { EmptyState } from "~/shared/ui/empty-state";
import { cardFragment, type Card } from "../conflict";
import type { ConflictListSearch } from "../search";
import { CaseCard } from "./case-card";
import { CaseTable } from "./case-table";

const ownQuery = graphql(
  `
    query OwnConflicts {
      conflicts(filter: { states: [AWAITING_RESPONSE, IN_MEDIATION, PROPOSED, AGREED, RULED, RESOLVED, APPEALED] }, first: 100) {
        edges { node { ...ConflictCard } }
      }
    }
  `,
  [cardFragment],
);

/** A party's cases: what is asked of it and by when, then what runs, then what is over. */
export function OwnCases({ search, go }: { search: ConflictListSearch; go: ListNavigation }) {
  const { t } = useTranslation("conflicts");
  const [{ data, error, fetching }, again] = useQuery({ query: ownQuery, requestPolicy: "cache-and-network" });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  const cases = data?.conflicts.edges.map(({ node }) => node);
  return (
    <Stack gap="xl">
      {error && !cases && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!cases && !error && <Skeleton height={260} radius="lg" />}
      {cases && (
        <>
          <Some title={t("askedTitle")} cases={cases.filter(({ asked }) => asked.length > 0)}>
            <EmptyState icon="check" title={t("askedNone")} hint={t("askedNoneHint")} />
          </Some>
          <Some title={t("runningTitle")} cases={cases.filter(({ asked }) => asked.length === 0)}>
            <Text size="sm" c="dimmed">
              {t("runningNone")}
            </Text>
          </Some>
        </>
      )}
      <section aria-labelledby="over">
        <Title order={2} size="h3" mb="sm" id="over">
          {t("overTitle")}
        </Title>
        <CaseTable search={search} go={go} over />
      </section>
    </Stack>
  );
}

function Some({ title, cases, children }: { title: string; cases: readonly Card[]; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {cases.length === 0 ? (
        children
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
          {cases.map((one) => (
            <CaseCard key={one.id} data={one} withState />
          ))}
        </SimpleGrid>
      )}
    </section>
  );
}
