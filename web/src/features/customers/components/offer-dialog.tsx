import { MultiSelect, NumberInput, Select, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { daysLater, endOfDay, leadFragment } from "../lead";
import { useAccountName } from "../use-names";

const accountsQuery = graphql(`
  query OwnAccountOptions($search: String) {
    accounts(first: 20, filter: { search: $search }) {
      edges { node { id code name isOrganization } }
    }
  }
`);

const distributorsQuery = graphql(`
  query LeadDistributorOptions($search: String) {
    distributors(first: 50, filter: { search: $search, statuses: [ACTIVE] }) {
      edges { node { id code name { default zhHant zhHans } } }
    }
  }
`);

const offerMutation = graphql(
  `
    mutation OfferLead($input: OfferLeadInput!) {
      offerLead(input: $input) {
        lead { ...LeadRow }
      }
    }
  `,
  [leadFragment],
);

/** A lead can be accepted for so many days at most, and goes to so many distributors. */
const [longestOffer, mostOffered] = [90, 50];

/** Offers one of the brand's own accounts to one or several distributors. */
export function OfferDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["customers", "common"]);
  const accountName = useAccountName();
  const localName = useLocalName();
  const { today } = useViewer();
  const [key] = useState(() => crypto.randomUUID());
  const [accountTyped, setAccountTyped] = useState("");
  const [accountSearch] = useDebouncedValue(accountTyped.trim(), 250);
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const [{ data: accountData }] = useQuery({ query: accountsQuery, variables: { search: accountSearch || null } });
  const [{ data }] = useQuery({ query: distributorsQuery, variables: { search: search || null } });
  const [{ fetching }, offer] = useMutation(offerMutation);
  const form = useForm({ initialValues: { accountId: null as string | null, distributorIds: [] as string[], message: "", acceptUntil: daysLater(today, 14) as string | null, shareDays: 90 as number | string } });
  const faults = useFormFaults(form);
  const { values } = form;
  const accounts = accountData?.accounts.edges.map((edge) => edge.node) ?? [];
  // What was chosen keeps its name when the search goes on.
  const options = new Map([...known, ...(data?.distributors.edges ?? []).map(({ node }) => [node.id, `${localName(node.name)} · ${node.code}`] as const)]);
  const found = new Set(data?.distributors.edges.map(({ node }) => node.id));
  const submit = form.onSubmit(async () => {
    if (!values.accountId || !values.acceptUntil) return;
    const result = await offer({
      input: { accountId: values.accountId, distributorIds: values.distributorIds, message: values.message.trim(), acceptUntil: endOfDay(values.acceptUntil), shareDays: Number(values.shareDays), idempotencyKey: key },
    });
    if (!result.data) {
      faults.show(result.error);
      return;
    }
    notifyDone(t("customers:offer.done", { count: values.distributorIds.length }));
    onClose();
  });
  return (
    <FormDialog
      title={t("customers:offer.title")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("customers:offer.confirm")}
      busy={fetching}
      disabled={!values.accountId || values.distributorIds.length === 0 || !values.message.trim() || !values.acceptUntil || Number(values.shareDays) < 1}
      fault={faults.fault}
    >
      <Select
        label={t("customers:offer.account")}
        description={t("customers:offer.accountHint")}
        required
        searchable
        data={accounts.map((one) => ({ value: one.id, label: [accountName(one), one.isOrganization && one.code].filter(Boolean).join(" · ") }))}
        filter={({ options: all }) => all}
        onSearchChange={setAccountTyped}
        nothingFoundMessage={t("common:picker.nothing")}
        {...form.getInputProps("accountId")}
      />
      <MultiSelect
        label={t("customers:offer.distributors")}
        description={t("customers:offer.distributorsHint")}
        required
        searchable
        maxValues={mostOffered}
        data={[...options].map(([value, label]) => ({ value, label }))}
        filter={({ options: all }) => all.filter((one) => "value" in one && found.has(one.value))}
        onSearchChange={setTyped}
        nothingFoundMessage={t("common:picker.nothing")}
        {...form.getInputProps("distributorIds")}
        onChange={(ids) => {
          setKnown(options);
          form.setFieldValue("distributorIds", ids);
        }}
      />
      <Textarea label={t("customers:offer.message")} description={t("customers:offer.messageHint")} required autosize minRows={3} maxLength={2000} {...form.getInputProps("message")} />
      <DateField
        label={t("customers:offer.acceptUntil")}
        required
        minDate={today}
        maxDate={daysLater(today, longestOffer - 1)}
        value={values.acceptUntil}
        onChange={(date) => form.setFieldValue("acceptUntil", date)}
        error={form.errors["acceptUntil"]}
      />
      <NumberInput label={t("customers:offer.shareDays")} description={t("customers:offer.shareDaysHint")} required min={1} max={365} allowDecimal={false} {...form.getInputProps("shareDays")} />
      <Text size="sm" c="dimmed">
        {t("customers:offer.consequence")}
      </Text>
    </FormDialog>
  );
}
