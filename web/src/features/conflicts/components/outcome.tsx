import { useTranslation } from "react-i18next";
import type { graphql } from "~/shared/graphql/gql";

/** How a case ended, in a word. */
export function Outcome({ value }: { value: ReturnType<typeof graphql.scalar<"ConflictOutcome">> }) {
  const { t } = useTranslation("conflicts");
  return <span>{t(`outcome.${value}`)}</span>;
}
