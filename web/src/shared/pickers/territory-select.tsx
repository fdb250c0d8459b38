import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";

const territoriesQuery = graphql(`
  query TerritoryOptions {
    territories { id code parentId name { default zhHant zhHans } }
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
}

/** Chooses one region of the tree; each is named with the region that holds it. */
export function TerritorySelect({ label, value, onChange, error, required = false, compact = false }: Props) {
  const { t } = useTranslation();
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: territoriesQuery });
  const all = data?.territories ?? [];
  const byId = new Map(all.map((one) => [one.id, one]));
  const nameOf = (one: (typeof all)[number]) => {
    const parent = one.parentId ? byId.get(one.parentId) : undefined;
    return parent ? `${localName(one.name)} · ${localName(parent.name)}` : localName(one.name);
  };
  return (
    <Select
      {...(compact ? { "aria-label": label, placeholder: label } : { label })}
      searchable
      clearable={!required}
      withAsterisk={required && !compact}
      limit={50}
      data={all.map((one) => ({ value: one.id, label: nameOf(one) }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
      error={error}
    />
  );
}
