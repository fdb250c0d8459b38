import { Alert, Button, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDocumentTitle } from "@mantine/hooks";
import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { ButtonLink } from "~/shared/ui/link";
import classes from "./invitation-page.module.css";

const acceptMutation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      email
    }
  }
`);

/** Where an invited person chooses a password. The invitation's secret is in the address, behind the #. */
export function InvitationPage() {
  const { t } = useTranslation(["invitation", "common"]);
  const token = useRouterState({ select: (state) => state.location.hash });
  const [{ fetching }, accept] = useMutation(acceptMutation);
  const [email, setEmail] = useState<string>();
  useDocumentTitle(`${t("invitation:title")} · Tonglu`);
  const form = useForm({
    initialValues: { password: "", repeated: "" },
    validate: {
      password: (value) => (value.length >= 10 && value.length <= 200 ? null : t("invitation:length")),
      repeated: (value, { password }) => (value === password ? null : t("invitation:differs")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ password }) => {
    faults.show(undefined);
    const result = await accept({ input: { token, password } });
    if (result.data) setEmail(result.data.acceptInvitation.email);
    else faults.show(result.error);
  });
  const eye = { "aria-label": t("invitation:show"), tabIndex: 0 };
  return (
    <main className={classes["page"]} id="main">
      <Paper className={classes["card"]} p={{ base: "lg", sm: "xl" }} bg="var(--portal-surface)">
        {email ? (
          <Stack gap="md">
            <Title order={1}>{t("invitation:done")}</Title>
            <Text role="status">{t("invitation:doneHint", { email })}</Text>
            <ButtonLink to="/login" size="md" fullWidth>
              {t("invitation:login")}
            </ButtonLink>
          </Stack>
        ) : !token ? (
          <Stack gap="md">
            <Title order={1}>{t("invitation:title")}</Title>
            <Alert color="yellow" title={t("invitation:noToken")}>
              {t("invitation:noTokenHint")}
            </Alert>
          </Stack>
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              <Stack gap={4}>
                <Title order={1}>{t("invitation:title")}</Title>
                <Text size="sm" c="dimmed">
                  {t("invitation:lead")}
                </Text>
              </Stack>
              {faults.fault && <FaultAlert fault={faults.fault} />}
              <PasswordInput label={t("invitation:password")} description={t("invitation:rule")} autoComplete="new-password" visibilityToggleButtonProps={eye} {...form.getInputProps("password")} />
              <PasswordInput label={t("invitation:repeat")} autoComplete="new-password" visibilityToggleButtonProps={eye} {...form.getInputProps("repeated")} />
              <Button type="submit" size="md" loading={fetching} fullWidth>
                {t("invitation:submit")}
              </Button>
            </Stack>
          </form>
        )}
      </Paper>
    </main>
  );
}
