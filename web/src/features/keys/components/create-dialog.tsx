import { NativeSelect, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { keyFragment, rolesFor, type Role } from "../key";
import { SecretDialog } from "./secret-dialog";

const createMutation = graphql(
  `
    mutation CreateApiKey($input: CreateApiKeyInput!) {
      createApiKey(input: $input) {
        apiKey { ...Key }
        key
      }
    }
  `,
  [keyFragment],
);

/** Makes a key, and then shows its secret once. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["keys", "common"]);
  const viewer = useViewer();
  const [{ fetching }, create] = useMutation(createMutation);
  const [made, setMade] = useState<{ name: string; secret: string | null }>();
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { name: "", role: "" as Role | "" },
    validate: {
      name: (value) => (value.trim() ? null : t("keys:need.name")),
      role: (value) => (value ? null : t("keys:need.role")),
    },
  });
  const faults = useFormFaults(form);
  const { role } = form.values;
  const submit = form.onSubmit(async ({ name, role: chosen }) => {
    if (!chosen) return;
    faults.show(undefined);
    const result = await create({ input: { name: name.trim(), role: chosen, idempotencyKey: attempt } });
    if (result.data) setMade({ name: result.data.createApiKey.apiKey.name, secret: result.data.createApiKey.key });
    else {
      setAttempt(crypto.randomUUID());
      faults.show(result.error);
    }
  });
  if (made) return <SecretDialog name={made.name} secret={made.secret} onClose={onClose} />;
  return (
    <FormDialog title={t("keys:create.title")} onClose={onClose} onSubmit={submit} submitLabel={t("keys:create.submit")} busy={fetching} fault={faults.fault}>
      <TextInput label={t("keys:name")} description={t("keys:create.nameHint")} withAsterisk maxLength={100} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
      <NativeSelect label={t("keys:role")} withAsterisk data={[{ value: "", label: t("keys:chooseRole") }, ...rolesFor(viewer.organization.kind).map((one) => ({ value: one, label: t(`common:role.${one}`) }))]} {...form.getInputProps("role")} />
      <Text size="sm" c="dimmed">
        {role === "BRAND_ADMIN" || role === "DISTRIBUTOR_ADMIN" ? t("keys:create.adminHint") : t("keys:create.roleHint")}
      </Text>
    </FormDialog>
  );
}
