import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { FileSender } from "~/shared/intake/file-sender";
import { importFragment } from "../account-import";

const importMutation = graphql(
  `
    mutation ImportAccounts($input: ImportAccountsInput!) {
      importAccounts(input: $input) {
        accountImport { ...AccountImport }
      }
    }
  `,
  [importFragment],
);

/** Uploads a list of customers and goes to its import's page, where the rest happens and survives a reload. */
export function SendList({ title }: { title: string }) {
  const { t } = useTranslation(["intake", "accounts"]);
  const [, create] = useMutation(importMutation);
  const navigate = useNavigate();
  const take = async (fileId: string): Promise<Fault | undefined> => {
    // The uploaded file's id makes a repeated call give the first answer.
    const result = await create({ input: { fileId, idempotencyKey: `file-${fileId}` } });
    if (!result.data) return result.error && faultFrom(result.error);
    await navigate({ to: "/accounts/import/$importId", params: { importId: result.data.importAccounts.accountImport.id } });
    return undefined;
  };
  return <FileSender title={title} hint={t("intake:send.hint")} onSent={take} />;
}
