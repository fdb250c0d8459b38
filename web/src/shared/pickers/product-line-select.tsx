import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";

const linesQuery = graphql(`
  query ProductLineOptions {
    productLines { id code name { default zhHant zhHans } }
  }
`);

interface Props {
  label: string;
  value: string | undefined;
  onChange(id: string | undefined): void;
  error?: string | undefined;
  /** What no choice means, as in "All product lines". */
  placeholder?: string;
  /** For a filter: the label shows inside, and is read to screen readers. */
  compact?: boolean;
  required?: boolean;
  disabled?: boolean;
}

/** Chooses one of the brand's product lines. */
export function ProductLineSelect({ label, value, onChange, error, placeholder, compact = false, required = false, disabled = false }: Props) {
  const { t } = useTranslation();
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: linesQuery });
  return (
    <Select
      {...(compact ? { "aria-label": label, placeholder: label } : { label, placeholder })}
      searchable
      clearable={!required}
      withAsterisk={required}
      disabled={disabled}
      data={(data?.productLines ?? []).map((one) => ({ value: one.id, label: localName(one.name) }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      nothingFoundMessage={t("picker.nothing")}
      clearButtonProps={{ "aria-label": t("action.clear") }}
      error={error}
    />
  );
}
