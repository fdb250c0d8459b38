import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { AccountForm } from "../components/account-form";
import { accountInput, type AccountValues } from "../form";
import { useSaved } from "../use-saved";

const createMutation = graphql(`
  mutation CreateAccount($input: CreateAccountInput!) {
    createAccount(input: $input) {
      account { id }
      warnings { path message { key params } }
    }
  }
`);

/** Types a customer in. */
export function NewAccountPage() {
  const { t } = useTranslation(["accounts", "common"]);
  const navigate = useNavigate();
  const may = useMay();
  const saved = useSaved();
  const [{ fetching }, create] = useMutation(createMutation);
  const [key] = useState(() => crypto.randomUUID());
  const save = async (values: AccountValues) => {
    const result = await create({ input: { ...accountInput(values), idempotencyKey: key } });
    if (!result.data) return result.error;
    saved(result.data.createAccount.warnings);
    await navigate({ to: "/accounts/$accountId", params: { accountId: result.data.createAccount.account.id } });
    return undefined;
  };
  return (
    <>
      <PageHeader title={t("accounts:new.title")} back={<TextLink to="/accounts">{t("accounts:title")}</TextLink>} />
      {may("account", "create") ? (
        <AccountForm
          submitLabel={t("accounts:new.submit")}
          busy={fetching}
          onSave={save}
          cancel={
            <ButtonLink to="/accounts" variant="default" size="md">
              {t("common:action.cancel")}
            </ButtonLink>
          }
        />
      ) : (
        <EmptyState icon="people" title={t("accounts:new.forbidden")} hint={t("accounts:new.forbiddenHint")} />
      )}
    </>
  );
}
