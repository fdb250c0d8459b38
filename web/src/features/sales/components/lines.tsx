import { Title } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { lineFragment } from "~/shared/lines/line";
import { LineTable } from "~/shared/lines/line-table";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { lineFilter } from "../filters";
import type { SalesSearch } from "../search";
import classes from "./lines.module.css";

const linesQuery = graphql(
  `
    query SaleLines($filter: SaleFilter!, $sort: SaleSort, $first: Int, $after: String, $last: Int, $before: String) {
      saleLines(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Line } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [lineFragment],
);

/** The lines that the filters choose, page by page. */
export function Lines({ search, go }: { search: SalesSearch; go: ListNavigation }) {
  const { t } = useTranslation("sales");
  const { today, distributor } = useViewer();
  const titleId = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const asked = useLocation({ select: ({ hash }) => hash === "lines" });
  const [{ data, fetching, error }, again] = useQuery({
    query: linesQuery,
    variables: { filter: lineFilter(search, today), sort: sortVariable<"SALE_DATE" | "BASE_AMOUNT">(search) ?? null, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const arrived = data !== undefined;
  // A number elsewhere led here for its lines: they come into sight once they are there.
  useEffect(() => {
    if (asked && arrived) title.current?.scrollIntoView();
  }, [asked, arrived]);
  return (
    <section aria-labelledby={titleId}>
      <Title order={2} id={titleId} mb="sm" ref={title} className={classes["title"]}>
        {t("linesTitle")}
      </Title>
      <LineTable
        connection={data?.saleLines}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        search={{ ...search, sort: search.sort ?? "SALE_DATE.DESC" }}
        withDistributor={!distributor && !search.distributor}
        onOpen={(id) => go.dialog("line", id)}
        empty={{ icon: "search", title: t("noLines"), hint: t("noLinesHint") }}
      />
    </section>
  );
}
