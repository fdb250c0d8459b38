import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useMay, useViewer } from "~/shared/session/viewer";

const colleaguesQuery = graphql(`
  query Colleagues($organizationId: ID!) {
    users(first: 100, filter: { organizationId: $organizationId, status: ACTIVE }, sort: { field: NAME, direction: ASC }) {
      edges { node { id name } }
    }
  }
`);

interface Props extends NativeSelectProps {
  present: { id: string; name: string } | null;
}

/** Chooses who looks after a customer: a colleague, or oneself where the colleagues are not one's to see. */
export function InChargeField({ present, ...rest }: Props) {
  const { t } = useTranslation("accounts");
  const { user, organization } = useViewer();
  const may = useMay();
  const [{ data }] = useQuery({ query: colleaguesQuery, variables: { organizationId: organization.id }, pause: !may("user", "read") });
  const known = new Map([...(present ? [present] : []), user, ...(data?.users.edges.map((edge) => edge.node) ?? [])].map((one) => [one.id, one.name]));
  return <NativeSelect label={t("inCharge")} data={[{ value: "", label: t("form.nobody") }, ...[...known].map(([value, label]) => ({ value, label }))]} {...rest} />;
}
