import { Radio, Select, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { customerFragment, namedFragment, type CustomerRecord } from "../customer";
import { useAccountName, useCustomerName, useOwnerName } from "../use-names";

const optionsQuery = graphql(
  `
    query CustomerOptions($search: String, $isOrganization: Boolean) {
      customers(first: 20, filter: { search: $search, isOrganization: $isOrganization }) {
        edges { node { ...NamedCustomer } }
      }
    }
  `,
  [namedFragment],
);

const chosenQuery = graphql(`
  query ChosenCustomer($id: ID!) {
    customer(id: $id) {
      id
      name
      isOrganization
      accounts { id code name isOrganization distributor { id name { default zhHant zhHans } } }
    }
  }
`);

const linkMutation = graphql(
  `
    mutation LinkAccount($input: LinkAccountInput!) {
      linkAccount(input: $input) {
        account { id }
        customer { ...CustomerRecord }
        before { id accountCount }
      }
    }
  `,
  [customerFragment],
);

/** A customer's id as it stands in the address of its page. */
const idIn = (text: string) => /cus_[0-9a-z]+/.exec(text)?.[0];

/** Links another customer's account to this one by hand. */
export function LinkDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const { t } = useTranslation(["customers", "common"]);
  const accountName = useAccountName();
  const customerName = useCustomerName();
  const ownerName = useOwnerName();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [otherId, setOtherId] = useState<string>();
  const [accountId, setAccountId] = useState<string>();
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const pasted = idIn(search);
  const [{ data }] = useQuery({ query: optionsQuery, variables: { search: pasted ? null : search || null, isOrganization: customer.isOrganization }, pause: Boolean(pasted) });
  const [{ data: pastedData }] = useQuery({ query: chosenQuery, variables: { id: pasted ?? "" }, pause: !pasted });
  const [{ data: chosenData }] = useQuery({ query: chosenQuery, variables: { id: otherId ?? "" }, pause: !otherId });
  const chosen = otherId ? chosenData?.customer : undefined;
  const [{ fetching }, link] = useMutation(linkMutation);
  const found = pasted ? (pastedData?.customer ? [pastedData.customer] : []) : (data?.customers.edges.map((edge) => edge.node) ?? []);
  const options = [...(chosen && !found.some((one) => one.id === chosen.id) ? [chosen] : []), ...found].filter((one) => one.id !== customer.id);
  const account = chosen?.accounts.find((one) => one.id === accountId) ?? (chosen?.accounts.length === 1 ? chosen.accounts[0] : undefined);
  const submit = async () => {
    if (!account) return;
    const result = await link({ input: { accountId: account.id, customerId: customer.id, reason: reason.trim() } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("customers:link.done", { account: accountName(account), customer: customerName(customer) }));
    onClose();
  };
  return (
    <FormDialog
      title={t("customers:link.title", { customer: customerName(customer) })}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      submitLabel={t("customers:link.confirm")}
      busy={fetching}
      disabled={!account || reason.trim() === ""}
      fault={fault}
    >
      <Select
        label={t("customers:link.from")}
        description={t(customer.isOrganization ? "customers:link.fromHint" : "customers:link.fromHintPerson")}
        required
        searchable
        data={options.map((one) => ({ value: one.id, label: [customerName(one), one.accounts.length > 1 ? String(one.accounts.length) : ""].filter(Boolean).join(" · ") }))}
        filter={({ options: all }) => all}
        value={otherId ?? null}
        onChange={(id) => {
          setOtherId(id ?? undefined);
          setAccountId(undefined);
        }}
        onSearchChange={setTyped}
        nothingFoundMessage={t("common:picker.nothing")}
      />
      {chosen && (
        <Radio.Group label={t("customers:link.which")} value={account?.id ?? null} onChange={(value) => setAccountId(value ?? undefined)} required>
          <Stack gap={6} mt={6}>
            {chosen.accounts.map((one) => (
              <Radio key={one.id} value={one.id} label={accountName(one)} description={[ownerName(one), one.code].filter(Boolean).join(" · ")} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {chosen && account && (
        <Text size="sm">{t(chosen.accounts.length > 1 ? "customers:link.consequence" : "customers:link.consequenceLast", { account: accountName(account), other: customerName(chosen), customer: customerName(customer) })}</Text>
      )}
      <Textarea label={t("customers:reason")} description={t("customers:pin.reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxLength={500} />
    </FormDialog>
  );
}
