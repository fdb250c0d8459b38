import { TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { Localized } from "~/shared/i18n/use-language";

/** A name as a form holds it. */
export interface NameValues {
  default: string;
  zhHant: string;
  zhHans: string;
}

export const nameValues = (name?: Localized): NameValues => ({ default: name?.default ?? "", zhHant: name?.zhHant ?? "", zhHans: name?.zhHans ?? "" });

/** The name as the schema's LocalizedNameInput: what is blank is left to the default name. */
export const nameInput = (name: NameValues) => ({ default: name.default.trim(), zhHant: name.zhHant.trim() || null, zhHans: name.zhHans.trim() || null });

interface Form {
  getInputProps(path: string): GetInputPropsReturnType;
}

/** The fields of a name in the portal's languages, for a form that holds NameValues under `name`. */
export function NameFields({ form }: { form: Form }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput label={t("name.default")} withAsterisk {...form.getInputProps("name.default")} />
      <TextInput label={t("name.zhHant")} description={t("name.hint")} lang="zh-Hant" {...form.getInputProps("name.zhHant")} />
      <TextInput label={t("name.zhHans")} description={t("name.hint")} lang="zh-Hans" {...form.getInputProps("name.zhHans")} />
    </>
  );
}
