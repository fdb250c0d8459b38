import { Button, CopyButton, Group, Modal, NativeSelect, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { languageNames, languages, type Language } from "~/shared/i18n/languages";
import { useLanguage } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { Icon } from "~/shared/ui/icon";
import { organizationOf, rolesFor, userFragment, type Person, type Role } from "../user";
import { useFocusBack } from "~/shared/ui/use-focus-back";

const inviteMutation = graphql(
  `
    mutation InviteUser($input: InviteUserInput!) {
      inviteUser(input: $input) {
        user { ...Person }
        invitationUrl
      }
    }
  `,
  [userFragment],
);

type Invited = ResultOf<typeof inviteMutation>["inviteUser"];

interface Props {
  /** Somebody invited before, who gets a new address. */
  person?: Person | undefined;
  /** A distributor to begin with. */
  distributorId?: string | undefined;
  onClose(): void;
}

/** Invites a person, and then shows the address once. */
export function InviteDialog({ person, distributorId, onClose }: Props) {
  useFocusBack();
  const { t } = useTranslation(["users", "common"]);
  const language = useLanguage();
  const viewer = useViewer();
  const [{ fetching }, invite] = useMutation(inviteMutation);
  const [invited, setInvited] = useState<Invited>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  // Who reaches a portfolio only invites its distributors' people; who reaches all, colleagues, too.
  const scope = viewer.permissions.find((one) => one.resource === "user" && one.action === "invite")?.scope;
  const onBrand = viewer.organization.kind === "BRAND";
  const colleagues = !onBrand || scope === "all";
  const form = useForm({
    initialValues: {
      side: (person ? person.organization.kind : onBrand && colleagues && !distributorId ? "BRAND" : "DISTRIBUTOR") as "BRAND" | "DISTRIBUTOR",
      organizationId: distributorId,
      email: person?.email ?? "",
      name: person?.name ?? "",
      role: (person?.role ?? "") as Role | "",
      locale: language as Language,
    },
    validate: {
      organizationId: (value, { side }) => (!person && onBrand && side === "DISTRIBUTOR" && !value ? t("users:need.distributor") : null),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t("users:need.email")),
      name: (value) => (value.trim() ? null : t("users:need.name")),
      role: (value) => (value ? null : t("users:need.role")),
    },
  });
  const faults = useFormFaults(form);
  const { side } = form.values;
  const submit = form.onSubmit(async ({ organizationId, email, name, role, locale }) => {
    if (!role) return;
    faults.show(undefined);
    const organization = person ? person.organization.id : onBrand && side === "DISTRIBUTOR" && organizationId ? organizationOf(organizationId) : null;
    const result = await invite({ input: { email: email.trim(), name: name.trim(), role, organizationId: organization, locale, idempotencyKey: key } });
    if (result.data) setInvited(result.data.inviteUser);
    else {
      setKey(crypto.randomUUID());
      faults.show(result.error);
    }
  });
  if (invited) return <InvitedDialog invited={invited} onClose={onClose} />;
  return (
    <FormDialog title={person ? t("users:invite.again") : t("users:invite.title")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} submitLabel={t("users:invite.submit")}>
      {!person && onBrand && colleagues && (
        <SegmentedControl
          aria-label={t("users:invite.side")}
          value={side}
          data={(["BRAND", "DISTRIBUTOR"] as const).map((value) => ({ value, label: t(`users:invite.side.${value}`) }))}
          onChange={(value) => form.setValues({ side: value as typeof side, role: "" })}
        />
      )}
      {!person && onBrand && side === "DISTRIBUTOR" && <DistributorSelect required label={t("users:distributor")} value={form.values.organizationId} onChange={(id) => form.setFieldValue("organizationId", id)} error={form.errors["organizationId"] as string | undefined} />}
      <TextInput label={t("users:name")} withAsterisk autoComplete="off" {...form.getInputProps("name")} />
      <TextInput type="email" label={t("users:email")} description={t("users:invite.emailHint")} withAsterisk autoComplete="off" readOnly={person !== undefined} {...form.getInputProps("email")} />
      <NativeSelect label={t("users:role")} withAsterisk data={[{ value: "", label: t("users:chooseRole") }, ...rolesFor(side).map((role) => ({ value: role, label: t(`common:role.${role}`) }))]} {...form.getInputProps("role")} />
      {form.values.role && (
        <Text size="sm" c="dimmed" mt={-8}>
          {t(`users:about.${form.values.role}`)}
        </Text>
      )}
      <NativeSelect label={t("users:invite.language")} data={languages.map((one) => ({ value: one, label: languageNames[one] }))} {...form.getInputProps("locale")} />
    </FormDialog>
  );
}

function InvitedDialog({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { t } = useTranslation(["users", "common"]);
  return (
    <Modal opened onClose={onClose} title={t("users:invited.title", { name: invited.user.name })} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        <Text size="sm">{t("users:invited.hint", { email: invited.user.email })}</Text>
        <TextInput readOnly label={t("users:invited.address")} value={invited.invitationUrl} data-autofocus onFocus={(event) => event.currentTarget.select()} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} />
        <Group justify="flex-end" gap="xs">
          <CopyButton value={invited.invitationUrl} timeout={3000}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<Icon name={copied ? "check" : "link"} size={16} />} onClick={copy} aria-live="polite">
                {copied ? t("users:invited.copied") : t("users:invited.copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t("users:invited.done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
