import { Skeleton } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { accountFragment } from "../account";
import { AccountForm } from "../components/account-form";
import { accountInput, type AccountValues } from "../form";
import { useAccountName } from "../use-account-name";
import { useSaved } from "../use-saved";

const editQuery = graphql(
  `
    query EditAccount($id: ID!) {
      account(id: $id) { ...Account }
    }
  `,
  [accountFragment],
);

const updateMutation = graphql(
  `
    mutation UpdateAccount($input: UpdateAccountInput!) {
      updateAccount(input: $input) {
        account { ...Account }
        warnings { path message { key params } }
      }
    }
  `,
  [accountFragment],
);

const route = getRouteApi("/shell/accounts/$accountId/edit");

/** Changes what is known of a customer. */
export function EditAccountPage() {
  const { t } = useTranslation(["accounts", "common"]);
  const { accountId } = route.useParams();
  const navigate = useNavigate();
  const name = useAccountName();
  const saved = useSaved();
  // The form begins with what the server says now, not with what an earlier page left in the cache.
  const [{ data, error, fetching }, again] = useQuery({ query: editQuery, variables: { id: accountId }, requestPolicy: "network-only" });
  const [{ fetching: saving }, update] = useMutation(updateMutation);
  const account = data?.account?.id === accountId ? data.account : undefined;
  const toAccount = { to: "/accounts/$accountId", params: { accountId } } as const;
  const save = async (values: AccountValues) => {
    const result = await update({ input: { id: accountId, ...accountInput(values) } });
    if (!result.data) return result.error;
    saved(result.data.updateAccount.warnings);
    await navigate(toAccount);
    return undefined;
  };
  return (
    <>
      <PageHeader title={t("accounts:edit.title")} back={<TextLink {...toAccount}>{account ? name(account) : t("accounts:page.title")}</TextLink>} />
      {error && !account && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!account && !error && (fetching ? <Skeleton height={420} radius="lg" /> : <EmptyState icon="people" title={t("accounts:page.notFound")} hint={t("accounts:page.notFoundHint")} />)}
      {account && !account.canUpdate && <EmptyState icon="people" title={t("accounts:new.forbidden")} hint={t("accounts:new.forbiddenHint")} />}
      {account?.canUpdate && (
        <AccountForm
          key={account.id}
          account={account}
          submitLabel={t("common:action.save")}
          busy={saving}
          onSave={save}
          cancel={
            <ButtonLink {...toAccount} variant="default" size="md">
              {t("common:action.cancel")}
            </ButtonLink>
          }
        />
      )}
    </>
  );
}
