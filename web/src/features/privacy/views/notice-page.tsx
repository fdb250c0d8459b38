import { Skeleton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { CategoryFacts } from "../components/category-facts";
import { categoriesQuery } from "../category";
import classes from "./notice-page.module.css";

/** What everybody may read: the categories, and nobody's name. */
export function NoticePage() {
  const { t } = useTranslation("privacy");
  const [{ data, error, fetching }, again] = useQuery({ query: categoriesQuery });
  return (
    <main className={classes["page"]} id="main">
      <PageHeader title={t("notice.title")} subtitle={t("notice.lead")} back={<TextLink to="/" size="sm">{t("notice.back")}</TextLink>} />
      {error && !data ? (
        <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
      ) : (
        <Stack gap="md">
          <Panel title={t("notice.rights")}>
            <Text maw="68ch">{t("notice.rightsText")}</Text>
          </Panel>
          {data ? (
            data.privacyCategories.map((facts) => (
              <Panel key={facts.category} title={t(`category.${facts.category}`)}>
                <CategoryFacts facts={facts} />
              </Panel>
            ))
          ) : (
            <Skeleton height={420} radius="lg" />
          )}
        </Stack>
      )}
    </main>
  );
}
