import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";

const optionsQuery = graphql(`
  query DistributorOptions($search: String) {
    distributors(first: 20, filter: { search: $search }) {
      edges { node { id code name { default zhHant zhHans } } }
    }
  }
`);

const chosenQuery = graphql(`
  query ChosenDistributor($id: ID!) {
    distributor(id: $id) { id code name { default zhHant zhHans } }
  }
`);

interface Props {
  label: string;
  value: string | undefined;
  onChange(id: string | undefined): void;
  error?: string | undefined;
  required?: boolean;
  /** For a filter: the label shows inside, and is read to screen readers. */
  compact?: boolean;
  /** Whether the brand itself may be chosen, which sells directly. */
  withBrand?: boolean;
}

/** Chooses one of the distributors that the viewer may see, by part of the name or code. */
export function DistributorSelect({ label, value, onChange, error, required = false, compact = false, withBrand = false }: Props) {
  const { t } = useTranslation();
  const { organization } = useViewer();
  const localName = useLocalName();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [{ data }] = useQuery({ query: optionsQuery, variables: { search: search || null } });
  const [{ data: chosen }] = useQuery({ query: chosenQuery, variables: { id: value ?? "" }, pause: !value || value === organization.id });
  const found = data?.distributors.edges.map((edge) => edge.node) ?? [];
  const all = chosen?.distributor && !found.some((one) => one.id === chosen.distributor?.id) ? [chosen.distributor, ...found] : found;
  return (
    <Select
      {...(compact ? { "aria-label": label, placeholder: label } : { label })}
      searchable
      clearable={!required}
      withAsterisk={required && !compact}
      data={[
        ...(withBrand ? [{ value: organization.id, label: t("seller.brand") }] : []),
        ...all.map((one) => ({ value: one.id, label: `${localName(one.name)} · ${one.code}` })),
      ]}
      // The server has searched already.
      filter={({ options }) => options}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      onSearchChange={setTyped}
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
      error={error}
    />
  );
}
