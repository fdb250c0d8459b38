import { Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useMay } from "~/shared/session/viewer";
import { TextLink } from "~/shared/ui/link";

const optionsQuery = graphql(`
  query RegistrationAccounts($search: String) {
    accounts(first: 20, filter: { search: $search }) {
      edges { node { id code name isOrganization } }
    }
  }
`);

const chosenQuery = graphql(`
  query RegistrationAccount($id: ID!) {
    account(id: $id) { id code name isOrganization }
  }
`);

interface Props {
  value: string;
  onChange(id: string): void;
  error?: React.ReactNode;
  disabled?: boolean;
}

/** Chooses one of the organisation's own customers, by part of the name or code; one that is missing is made first. */
export function AccountSelect({ value, onChange, error, disabled = false }: Props) {
  const { t } = useTranslation(["registrations", "common"]);
  const may = useMay();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [{ data }] = useQuery({ query: optionsQuery, variables: { search: search || null }, pause: disabled });
  const [{ data: chosen }] = useQuery({ query: chosenQuery, variables: { id: value }, pause: value === "" });
  const found = data?.accounts.edges.map((edge) => edge.node) ?? [];
  const all = chosen?.account && !found.some((one) => one.id === chosen.account?.id) ? [chosen.account, ...found] : found;
  return (
    <Select
      label={t("registrations:customer")}
      description={
        may("account", "create") && !disabled ? (
          <Text span inherit>
            {t("registrations:form.noAccount")}{" "}
            <TextLink to="/accounts/new" inherit td="underline" display="inline-block">
              {t("registrations:form.makeAccount")}
            </TextLink>
          </Text>
        ) : undefined
      }
      withAsterisk
      searchable
      disabled={disabled}
      data={all.map((one) => ({ value: one.id, label: [one.name, one.code].filter(Boolean).join(" · ") }))}
      // The server has searched already.
      filter={({ options }) => options}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      nothingFoundMessage={t("common:picker.nothing")}
      error={error}
    />
  );
}
