import { useTranslation } from "react-i18next";
import { useLocalName, type Localized } from "~/shared/i18n/use-language";
import type { graphql } from "~/shared/graphql/gql";

interface Facts {
  rule: ReturnType<typeof graphql.scalar<"ConflictRule">>;
  title: string;
  productLine: { name: Localized } | null;
  territory: { name: Localized } | null;
}

/** Gives what a case is called: what a person wrote, else its rule, what it is about and where. */
export function useConflictTitle(): (facts: Facts) => string {
  const { t } = useTranslation("common");
  const localName = useLocalName();
  return ({ rule, title, productLine, territory }) => title || [t(`conflict.rule.${rule}`), productLine && localName(productLine.name), territory && localName(territory.name)].filter(Boolean).join(" · ");
}
