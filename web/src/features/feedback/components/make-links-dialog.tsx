import { MultiSelect, Radio, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { linkFragment } from "../feedback";
import { useAccountName } from "../use-account-name";
import { useAccounts } from "../use-accounts";

const createMutation = graphql(
  `
    mutation CreateSurveyLinks($input: CreateSurveyLinksInput!) {
      createSurveyLinks(input: $input) {
        links {
          url
          link { ...SurveyLinkRow }
        }
      }
    }
  `,
  [linkFragment],
);

export type NewLinks = ResultOf<typeof createMutation>["createSurveyLinks"]["links"];

/** A day so many days later. */
const later = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

interface Props {
  distributor: string | undefined;
  /** Gets the links, which nobody can read again. */
  onMade(links: NewLinks): void;
  onClose(): void;
}

/** Makes survey links for a distributor's best customers, or for those that are picked. */
export function MakeLinksDialog({ distributor, onMade, onClose }: Props) {
  const { t } = useTranslation(["feedback", "common"]);
  const { today } = useViewer();
  const accountName = useAccountName();
  const [{ fetching }, create] = useMutation(createMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { distributorId: distributor, whom: "best", accountIds: [] as string[], expiresOn: later(today, 30) as string | null },
    validate: {
      distributorId: (value) => (value ? null : t("feedback:need.distributor")),
      accountIds: (value, { whom }) => (whom === "best" || value.length > 0 ? null : t("feedback:need.customers")),
      expiresOn: (value) => (value ? null : t("feedback:need.day")),
    },
  });
  const faults = useFormFaults(form);
  const { distributorId, whom, accountIds } = form.values;
  // The server may name one of the customers.
  const ofAccounts = Object.entries(form.errors).find(([path]) => path.split(".")[0] === "accountIds")?.[1];
  const { accounts, onSearch, keep } = useAccounts(whom === "picked" ? distributorId : undefined, accountIds);
  const submit = form.onSubmit(async ({ accountIds, expiresOn, ...rest }) => {
    faults.show(undefined);
    const { data, error } = await create({ input: { distributorId: rest.distributorId ?? "", accountIds: rest.whom === "picked" ? accountIds : null, expiresOn: expiresOn ?? "", idempotencyKey } });
    if (data) onMade(data.createSurveyLinks.links);
    else faults.show(error);
  });
  return (
    <FormDialog title={t("feedback:make")} onClose={onClose} onSubmit={submit} submitLabel={t("feedback:make.submit")} busy={fetching} fault={faults.fault}>
      <DistributorSelect
        required
        label={t("feedback:distributor")}
        value={distributorId}
        onChange={(id) => {
          form.setFieldValue("distributorId", id);
          form.setFieldValue("accountIds", []);
        }}
        error={form.errors["distributorId"] as string | undefined}
      />
      <Radio.Group label={t("feedback:make.whom")} {...form.getInputProps("whom")} error={whom === "best" ? ofAccounts : undefined}>
        <Stack gap="xs" mt={6}>
          <Radio value="best" label={t("feedback:make.best")} description={t("feedback:make.bestHint")} />
          <Radio value="picked" label={t("feedback:make.picked")} />
        </Stack>
      </Radio.Group>
      {whom === "picked" && (
        <MultiSelect
          label={t("feedback:make.customers")}
          description={t("feedback:searchHint")}
          withAsterisk
          searchable
          disabled={!distributorId}
          maxValues={200}
          data={accounts.map((one) => ({ value: one.id, label: accountName(one) }))}
          // The server has searched already.
          filter={({ options }) => options}
          onSearchChange={onSearch}
          nothingFoundMessage={t("common:picker.nothing")}
          value={accountIds}
          onChange={(ids) => {
            keep(ids);
            form.setFieldValue("accountIds", ids);
          }}
          error={ofAccounts}
        />
      )}
      <DateField label={t("feedback:expiresOn")} description={t("feedback:expiresOnHint")} required minDate={today} maxDate={later(today, 365)} value={form.values.expiresOn} onChange={(day) => form.setFieldValue("expiresOn", day)} error={form.errors["expiresOn"]} />
    </FormDialog>
  );
}
