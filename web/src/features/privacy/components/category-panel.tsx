import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import type { CategoryFacts as Facts, RegisterRecord } from "../category";
import { CategoryFacts } from "./category-facts";
import { DisclosureTable } from "./disclosure-table";

/** One entry of the register. */
export function CategoryPanel({ record, facts }: { record: RegisterRecord; facts: Facts }) {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const name = t(`category.${record.category}`);
  const number = { count: record.subjects, number: formatInteger(record.subjects, language) };
  return (
    <Panel title={name} actions={<Badge color={record.subjects > 0 ? "blue" : "gray"}>{record.category === "CONTACT_PERSON" ? t("subjects.organizations", number) : t("subjects", number)}</Badge>}>
      <CategoryFacts facts={facts}>
        <dt>{t("disclosures")}</dt>
        <dd>
          <DisclosureTable label={t("disclosures.of", { category: name })} disclosures={record.disclosures} />
        </dd>
      </CategoryFacts>
    </Panel>
  );
}
