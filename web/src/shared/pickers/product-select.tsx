import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";

const optionsQuery = graphql(`
  query ProductOptions($search: String) {
    products(first: 20, filter: { search: $search }) {
      edges { node { id code name { default zhHant zhHans } } }
    }
  }
`);

const chosenQuery = graphql(`
  query ChosenProduct($id: ID!) {
    product(id: $id) { id code name { default zhHant zhHans } }
  }
`);

interface Props {
  label: string;
  value: string | undefined;
  onChange(id: string | undefined): void;
  error?: string | undefined;
  /** For a filter: the label shows inside, and is read to screen readers. */
  compact?: boolean;
}

/** Chooses one product, by part of its code or name. */
export function ProductSelect({ label, value, onChange, error, compact = false }: Props) {
  const { t } = useTranslation();
  const localName = useLocalName();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [{ data }] = useQuery({ query: optionsQuery, variables: { search: search || null } });
  const [{ data: chosen }] = useQuery({ query: chosenQuery, variables: { id: value ?? "" }, pause: !value });
  const found = data?.products.edges.map((edge) => edge.node) ?? [];
  const all = chosen?.product && !found.some((one) => one.id === chosen.product?.id) ? [chosen.product, ...found] : found;
  return (
    <Select
      {...(compact ? { "aria-label": label, placeholder: label } : { label })}
      searchable
      clearable
      data={all.map((one) => ({ value: one.id, label: `${one.code} · ${localName(one.name)}` }))}
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
