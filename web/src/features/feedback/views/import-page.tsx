import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { outcomeFragment, RowImport } from "~/shared/intake/row-import";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { FeedbackHeader } from "../components/feedback-header";

const importMutation = graphql(
  `
    mutation ImportFeedback($input: ImportRowsInput!) {
      importFeedback(input: $input) { ...RowsOutcome }
    }
  `,
  [outcomeFragment],
);

/** Takes a file of answers, as another survey tool gives it. */
export function ImportPage() {
  const { t } = useTranslation("feedback");
  const may = useMay();
  const [, run] = useMutation(importMutation);
  return (
    <>
      <FeedbackHeader title={t("import")} lead={t("importLead")} />
      {may("feedback", "record") ? (
        <RowImport
          title={t("import.drop")}
          hint={t("import.hint")}
          run={async (fileId) => {
            const { data, error } = await run({ input: { fileId, idempotencyKey: fileId } });
            return { outcome: data?.importFeedback, error };
          }}
        />
      ) : (
        <EmptyState icon="upload" title={t("forbidden")} hint={t("forbiddenHint")} />
      )}
    </>
  );
}
