import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { readDecimal } from "~/shared/format/decimal";
import { registrationValues, type RegistrationValues } from "./form";
import type { Registration } from "./registration";

/** The form of a registration. What must be there for a draft is checked at once; what a submission needs besides, by check. */
export function useRegistrationForm(registration?: Registration, accountId?: string) {
  const { t } = useTranslation("registrations");
  const form = useForm<RegistrationValues>({
    initialValues: registrationValues(registration, accountId),
    validate: {
      accountId: (value) => (value ? null : t("need.account")),
      productLineId: (value) => (value ? null : t("need.productLine")),
      site: (value, { oneSite }) => (!oneSite || value.trim() ? null : t("need.site")),
      expectedAmount: (value) => (value.trim() === "" || readDecimal(value) !== undefined ? null : t("need.amount")),
      activities: {
        text: (value) => (value.trim() ? null : t("need.proofText")),
        happenedOn: (value) => (value ? null : t("need.proofDay")),
      },
    },
  });
  /** Whether the form is whole: what a draft needs, and for a submission how much is expected and by when. */
  const check = (submit: boolean): boolean => {
    const { hasErrors } = form.validate();
    if (!submit) return !hasErrors;
    const { expectedAmount, expectedOn } = form.values;
    const amount = readDecimal(expectedAmount);
    if (amount === undefined || Number(amount) <= 0) form.setFieldError("expectedAmount", t("need.amount"));
    if (!expectedOn) form.setFieldError("expectedOn", t("need.expectedOn"));
    return !hasErrors && amount !== undefined && Number(amount) > 0 && expectedOn !== null;
  };
  return { form, check };
}
