import { Checkbox, MantineThemeProvider, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import type { RegistrationValues } from "../form";
import { fields as allFields, type Field } from "../registration";
import { AccountSelect } from "./account-select";

// Hints stand below their fields, so that fields side by side stay level.
const level = { components: { InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } } } };

interface Props {
  form: UseFormReturnType<RegistrationValues>;
  currency: string;
  /** Which fields can be changed; all unless told. */
  open?: readonly Field[];
}

/** What the claim is: which customer, which product line, which site, how much by when. */
export function ClaimFields({ form, currency, open = allFields }: Props) {
  const { t } = useTranslation("registrations");
  const { today } = useViewer();
  const { values, errors } = form;
  const shut = (field: Field) => !open.includes(field);
  const text = (error: unknown) => (typeof error === "string" ? error : undefined);
  return (
    <MantineThemeProvider theme={level}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <AccountSelect value={values.accountId} onChange={(id) => form.setFieldValue("accountId", id)} error={errors["accountId"]} disabled={shut("ACCOUNT")} />
          <ProductLineSelect label={t("productLine")} required disabled={shut("PRODUCT_LINE")} value={values.productLineId || undefined} onChange={(id) => form.setFieldValue("productLineId", id ?? "")} error={text(errors["productLineId"])} />
          <TextInput label={t("form.expectedAmount", { currency })} withAsterisk inputMode="decimal" disabled={shut("EXPECTED_AMOUNT")} {...form.getInputProps("expectedAmount")} />
          <DateField label={t("form.expectedOn")} withAsterisk minDate={today} disabled={shut("EXPECTED_ON")} value={values.expectedOn} onChange={(day) => form.setFieldValue("expectedOn", day)} error={errors["expectedOn"]} />
        </SimpleGrid>
        <Checkbox label={t("form.oneSite")} description={t("form.oneSiteHint")} disabled={shut("SITE")} {...form.getInputProps("oneSite", { type: "checkbox" })} />
        {values.oneSite && <TextInput label={t("form.site")} description={t("form.siteHint")} withAsterisk maxLength={200} disabled={shut("SITE")} {...form.getInputProps("site")} />}
        <Textarea label={t("form.note")} description={t("form.noteHint")} autosize minRows={2} maxLength={2000} disabled={shut("NOTE")} {...form.getInputProps("note")} />
      </Stack>
    </MantineThemeProvider>
  );
}
