import { MultiSelect, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { tiers, type Tier } from "~/shared/words/tiers";
import type { ProgrammeValues } from "../programme-form";

const territoriesQuery = graphql(`
  query ProgrammeTerritories {
    territories { id code parentId name { default zhHant zhHans } }
  }
`);

/** Who the programme is for: those that every filled list holds. */
export function EligibilityFields({ form }: { form: UseFormReturnType<ProgrammeValues> }) {
  const { t } = useTranslation(["programme", "common"]);
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: territoriesQuery });
  const { eligibility } = form.values;
  const common = { clearable: true, clearButtonProps: { "aria-label": t("common:action.clear") } } as const;
  return (
    <Stack gap="md">
      <MultiSelect
        {...common}
        label={t("programme:tiers")}
        placeholder={eligibility.tiers.length === 0 ? t("programme:anyTier") : undefined}
        data={tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))}
        value={eligibility.tiers}
        onChange={(next) => form.setFieldValue("eligibility.tiers", next as Tier[])}
        error={form.errors["eligibility.tiers"]}
      />
      <MultiSelect
        {...common}
        label={t("programme:channelTypes")}
        placeholder={eligibility.channelTypes.length === 0 ? t("programme:anyChannel") : undefined}
        data={channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))}
        value={eligibility.channelTypes}
        onChange={(next) => form.setFieldValue("eligibility.channelTypes", next as ChannelType[])}
        error={form.errors["eligibility.channelTypes"]}
      />
      <MultiSelect
        {...common}
        searchable
        limit={50}
        label={t("programme:territories")}
        description={t("programme:territoriesHint")}
        placeholder={eligibility.territoryIds.length === 0 ? t("programme:anyTerritory") : undefined}
        data={(data?.territories ?? []).map((one) => ({ value: one.id, label: `${localName(one.name)} · ${one.code}` }))}
        value={eligibility.territoryIds}
        onChange={(next) => form.setFieldValue("eligibility.territoryIds", next)}
        nothingFoundMessage={t("common:picker.nothing")}
        error={form.errors["eligibility.territoryIds"] ?? form.errors["eligibility"]}
      />
    </Stack>
  );
}
