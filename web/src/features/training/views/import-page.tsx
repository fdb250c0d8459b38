import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { outcomeFragment, RowImport } from "~/shared/intake/row-import";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TrainingHeader } from "../components/training-header";

const importMutation = graphql(
  `
    mutation ImportTraining($input: ImportRowsInput!) {
      importTraining(input: $input) { ...RowsOutcome }
    }
  `,
  [outcomeFragment],
);

/** Takes a file of passes, as a learning system gives it. */
export function ImportPage() {
  const { t } = useTranslation("training");
  const may = useMay();
  const [, run] = useMutation(importMutation);
  return (
    <>
      <TrainingHeader title={t("import")} lead={t("importLead")} />
      {may("training", "record") ? (
        <RowImport
          title={t("import.drop")}
          hint={t("import.hint")}
          run={async (fileId) => {
            const { data, error } = await run({ input: { fileId, idempotencyKey: fileId } });
            return { outcome: data?.importTraining, error };
          }}
        />
      ) : (
        <EmptyState icon="upload" title={t("forbidden")} hint={t("forbiddenHint")} />
      )}
    </>
  );
}
