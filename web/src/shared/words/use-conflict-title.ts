import { useTranslation } from "react-i18next";
import { formatPeriod } from "~/shared/format/period";
import { useLanguage, useLocalName, type Localized } from "~/shared/i18n/use-language";
import type { graphql } from "~/shared/graphql/gql";

interface Facts {
  rule: ReturnType<typeof graphql.scalar<"ConflictRule">>;
  title: string;
  productLine: { name: Localized } | null;
  territory: { name: Localized } | null;
  happenedFrom: string | null;
}

/** Gives what a case is called: what a person wrote, else its rule, what it is about, where and when. */
export function useConflictTitle(): (facts: Facts) => string {
  const { t } = useTranslation("common");
  const language = useLanguage();
  const localName = useLocalName();
  return ({ rule, title, productLine, territory, happenedFrom }) =>
    title || [t(`conflict.rule.${rule}`), productLine && localName(productLine.name), territory && localName(territory.name), happenedFrom && formatPeriod(happenedFrom.slice(0, 7), language)].filter(Boolean).join(" · ");
}
