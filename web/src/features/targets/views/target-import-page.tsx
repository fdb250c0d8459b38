import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { outcomeFragment, RowImport } from "~/shared/intake/row-import";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";

const importMutation = graphql(
  `
    mutation ImportTargets($input: ImportRowsInput!) {
      importTargets(input: $input) { ...RowsOutcome }
    }
  `,
  [outcomeFragment],
);

/** Takes a file of targets, as the planning's sheet holds them. */
export function TargetImportPage() {
  const { t } = useTranslation(["targets", "common"]);
  const may = useMay();
  const [, run] = useMutation(importMutation);
  return (
    <>
      <PageHeader title={t("targets:import")} subtitle={t("targets:importLead")} back={<TextLink to="/targets">{t("common:nav.targets")}</TextLink>} />
      {may("target", "update") ? (
        <RowImport
          title={t("targets:import.drop")}
          hint={t("targets:import.hint")}
          run={async (fileId) => {
            const { data, error } = await run({ input: { fileId, idempotencyKey: fileId } });
            return { outcome: data?.importTargets, error };
          }}
        />
      ) : (
        <EmptyState icon="upload" title={t("targets:forbidden")} hint={t("targets:forbiddenHint")} />
      )}
    </>
  );
}
