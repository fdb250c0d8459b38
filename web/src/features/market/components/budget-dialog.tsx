import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { graphql } from "~/shared/graphql/gql";
import type { ChannelType } from "~/shared/lines/channel-types";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";

const setMutation = graphql(`
  mutation SetBudget($input: SetBudgetInput!) {
    setBudget(input: $input) {
      budgets { year channelType amount { amount currency } }
    }
  }
`);

interface Props {
  year: number;
  channelType: ChannelType;
  /** What is set now. */
  amount: string | undefined;
  onClose(): void;
}

/** Enters what the brand means to sell in a year through a kind of channel; a blank amount removes it. */
export function BudgetDialog({ year, channelType, amount, onClose }: Props) {
  const { t } = useTranslation(["market", "common"]);
  const { baseCurrency } = useViewer();
  const [{ fetching }, set] = useMutation(setMutation);
  const form = useForm({
    initialValues: { amount: amount?.replace(/\.?0+$/, "") ?? "" },
    validate: { amount: (value) => (value.trim() === "" || Number(readDecimal(value) ?? -1) >= 0 ? null : t("market:need.budget")) },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async (values) => {
    faults.show(undefined);
    const typed = values.amount.trim();
    const { data, error } = await set({ input: { year, channelType, amount: typed === "" ? null : (readDecimal(typed) ?? typed) } });
    if (data) {
      notifyDone(t("market:saved"));
      onClose();
    } else faults.show(error);
  });
  return (
    <FormDialog title={t("market:budget.title", { year, channel: t(`common:channel.${channelType}`) })} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <TextInput label={t("market:amountIn", { currency: baseCurrency })} description={t("market:budget.hint")} inputMode="decimal" data-autofocus {...form.getInputProps("amount")} />
    </FormDialog>
  );
}
