import { Button, PasswordInput, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { faultFrom } from "~/shared/fault/fault";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { changeLanguage } from "~/shared/i18n/i18n";
import { isLanguage, languageNames, languages, rememberLanguage } from "~/shared/i18n/languages";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { Facts } from "~/shared/ui/facts";
import { notifyDone } from "~/shared/ui/notify";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { NoticePanel } from "../components/notice-panel";

const localeMutation = graphql(`
  mutation SetOwnLocale($input: SetLocaleInput!) {
    setLocale(input: $input) {
      viewer { locale }
    }
  }
`);

const passwordMutation = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      viewer { user { id } }
    }
  }
`);

/** One's own account: who one is here, the language, the password. */
export function ProfilePage() {
  const { t } = useTranslation(["users", "common"]);
  const { user, organization, role } = useViewer();
  const facts = [
    [t("users:name"), user.name],
    [t("users:email"), user.email],
    [t("users:organization"), organization.name],
    [t("users:role"), t(`common:role.${role}`)],
  ] as const;
  return (
    <>
      <PageHeader title={t("common:nav.profile")} subtitle={t("users:profile.lead")} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <Panel title={t("users:profile.account")} description={t("users:profile.accountHint")}>
            <Facts apart>
              {facts.map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </Facts>
            <Text size="sm" c="dimmed" mt="sm">
              {t(`users:about.${role}`)}
            </Text>
          </Panel>
          <LanguagePanel />
        </Stack>
        <Stack gap="lg">
          <NoticePanel />
          <PasswordPanel />
        </Stack>
      </SimpleGrid>
    </>
  );
}

function LanguagePanel() {
  const { t } = useTranslation("users");
  const language = useLanguage();
  const [{ error }, set] = useMutation(localeMutation);
  const choose = (value: string) => {
    if (!isLanguage(value)) return;
    rememberLanguage(value);
    void changeLanguage(value);
    void set({ input: { locale: value } });
  };
  return (
    <Panel title={t("profile.language")} description={t("profile.languageHint")}>
      {error && <FaultAlert fault={faultFrom(error)} />}
      <Radio.Group aria-label={t("profile.language")} value={language} onChange={choose}>
        <Stack gap="sm">
          {languages.map((one) => (
            <Radio key={one} value={one} label={<span lang={one}>{languageNames[one]}</span>} />
          ))}
        </Stack>
      </Radio.Group>
    </Panel>
  );
}

function PasswordPanel() {
  const { t } = useTranslation("users");
  const { user } = useViewer();
  const [{ fetching }, change] = useMutation(passwordMutation);
  const form = useForm({
    initialValues: { current: "", password: "", repeated: "" },
    validate: {
      current: (value) => (value ? null : t("password.needCurrent")),
      password: (value) => (value.length >= 10 && value.length <= 200 ? null : t("password.length")),
      repeated: (value, { password }) => (value === password ? null : t("password.differs")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ current, password }) => {
    faults.show(undefined);
    const result = await change({ input: { current, password } });
    if (result.data) {
      notifyDone(t("password.done"));
      form.reset();
    } else faults.show(result.error);
  });
  const eye = { "aria-label": t("password.show"), tabIndex: 0 };
  return (
    <Panel title={t("password.title")} description={t("password.hint")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          {/* For password managers, which keep it under this name. */}
          <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordInput label={t("password.current")} autoComplete="current-password" visibilityToggleButtonProps={eye} {...form.getInputProps("current")} />
          <PasswordInput label={t("password.new")} description={t("password.rule")} autoComplete="new-password" visibilityToggleButtonProps={eye} {...form.getInputProps("password")} />
          <PasswordInput label={t("password.repeat")} autoComplete="new-password" visibilityToggleButtonProps={eye} {...form.getInputProps("repeated")} />
          <Button type="submit" loading={fetching} style={{ alignSelf: "flex-start" }}>
            {t("password.submit")}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
