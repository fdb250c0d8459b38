import { ActionIcon, Fieldset, Group, NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { DateField } from "~/shared/ui/date-field";
import { Icon } from "~/shared/ui/icon";

export interface LineValues {
  key: string;
  invoiceNumber: string;
  lineNumber: string;
  saleDate: string;
  productCode: string;
  quantity: string;
  amountIs: "unitPrice" | "netAmount";
  amount: string;
  customer: string;
  channelType: ChannelType | "";
  region: string;
  serial: string;
}

export const emptyLine = (today: string): LineValues => ({
  key: crypto.randomUUID(),
  invoiceNumber: "",
  lineNumber: "",
  saleDate: today,
  productCode: "",
  quantity: "",
  amountIs: "unitPrice",
  amount: "",
  customer: "",
  channelType: "",
  region: "",
  serial: "",
});

interface Props {
  form: UseFormReturnType<{ lines: LineValues[] }>;
  index: number;
  onRemove: (() => void) | undefined;
}

/** The fields of one line of the form. */
export function LineFields({ form, index, onRemove }: Props) {
  const { t } = useTranslation(["reports", "common"]);
  const field = (name: keyof LineValues) => form.getInputProps(`lines.${index}.${name}`);
  const line = form.values.lines[index];
  // The server names its own fields; its faults about price and customer belong to ours.
  const errorOf = (...names: string[]) => names.map((name) => form.errors[`lines.${index}.${name}`]).find(Boolean);
  return (
    <Fieldset
      legend={
        <Group gap={4}>
          {t("reports:form.line", { number: index + 1 })}
          {onRemove && (
            <ActionIcon variant="subtle" color="red" size={28} aria-label={t("reports:form.remove", { number: index + 1 })} onClick={onRemove}>
              <Icon name="trash" size={16} />
            </ActionIcon>
          )}
        </Group>
      }
      bg="var(--portal-surface)"
    >
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" verticalSpacing="sm">
        <TextInput label={t("reports:field.INVOICE_NUMBER")} withAsterisk {...field("invoiceNumber")} />
        <TextInput label={t("reports:field.LINE_NUMBER")} {...field("lineNumber")} />
        <DateField label={t("reports:field.SALE_DATE")} withAsterisk value={line?.saleDate ?? null} error={errorOf("saleDate")} onChange={(date) => date && form.setFieldValue(`lines.${index}.saleDate`, date)} />
        <TextInput label={t("reports:field.CUSTOMER_NAME")} withAsterisk {...field("customer")} error={errorOf("customer", "customerName", "customerCode")} />
        <TextInput label={t("reports:field.PRODUCT_CODE")} withAsterisk {...field("productCode")} />
        <TextInput label={t("reports:field.QUANTITY")} withAsterisk inputMode="decimal" {...field("quantity")} />
        <NativeSelect
          label={t("reports:form.amountIs")}
          data={[
            { value: "unitPrice", label: t("reports:field.UNIT_PRICE") },
            { value: "netAmount", label: t("reports:field.NET_AMOUNT") },
          ]}
          {...field("amountIs")}
        />
        <TextInput
          label={t(line?.amountIs === "netAmount" ? "reports:field.NET_AMOUNT" : "reports:field.UNIT_PRICE")}
          withAsterisk
          inputMode="decimal"
          {...field("amount")}
          error={errorOf("amount", "unitPrice", "netAmount")}
        />
        <NativeSelect label={t("reports:field.CHANNEL_TYPE")} data={[{ value: "", label: t("reports:form.mainChannel") }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]} {...field("channelType")} />
        <TextInput label={t("reports:field.SHIP_TO_REGION")} {...field("region")} error={errorOf("region", "shipToRegion")} />
        <TextInput label={t("reports:field.SERIAL")} {...field("serial")} />
      </SimpleGrid>
    </Fieldset>
  );
}
