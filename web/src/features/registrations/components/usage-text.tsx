import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatDecimal } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";

const figuresQuery = graphql(`
  query RegistrationUse($distributorId: ID!) {
    registrationUse(distributorId: $distributorId) { approved converted lapsed hoarding }
  }
`);

/** How a distributor uses its registrations: who registers much and converts little hoards. */
export function UsageText({ distributorId }: { distributorId: string }) {
  const { t } = useTranslation("registrations");
  const language = useLanguage();
  const [{ data }] = useQuery({ query: figuresQuery, variables: { distributorId } });
  if (!data) return null;
  const { approved, converted, lapsed, hoarding } = data.registrationUse;
  return (
    <Text size="sm" c="dimmed" component="div">
      {t("use.figures", { approved, converted, lapsed })}
      <br />
      {hoarding === null ? t(approved > 0 ? "use.noneConverted" : "use.none") : t("use.hoarding", { ratio: formatDecimal(hoarding, language, { digits: 1 }) })}
    </Text>
  );
}
