import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { login, safeNext, type LoginResult } from "~/shared/session/session";
import { TextLink } from "~/shared/ui/link";
import classes from "./login-page.module.css";

const route = getRouteApi("/public/login");

/** The way in. */
export function LoginPage() {
  const { t } = useTranslation(["login", "common"]);
  const { next } = route.useSearch();
  const [result, setResult] = useState<LoginResult>();
  const [busy, setBusy] = useState(false);
  useDocumentTitle(`${t("login:title")} · Tonglu`);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t("login:emailInvalid")),
      password: (value) => (value ? null : t("login:passwordMissing")),
    },
  });
  const submit = form.onSubmit(async ({ email, password }) => {
    setBusy(true);
    setResult(undefined);
    const answer = await login(email.trim(), password);
    // The page is loaded anew, so that no answer from before the login is shown after it.
    if (answer.kind === "ok") window.location.assign(safeNext(next));
    else {
      setResult(answer);
      setBusy(false);
    }
  });
  return (
    <main className={classes["page"]} id="main">
      <Paper className={classes["card"]} p={{ base: "lg", sm: "xl" }} bg="var(--portal-surface)">
        <form onSubmit={submit} noValidate>
          <Stack gap="md">
            <Stack gap={4}>
              <Title order={1}>{t("login:title")}</Title>
              <Text size="sm" c="dimmed">
                {t("login:lead")}
              </Text>
            </Stack>
            {result && result.kind !== "ok" && (
              <Alert role="alert" color="red" title={t(`login:${result.kind}`)}>
                {result.kind === "failed" && result.requestId ? t("common:fault.requestId", { id: result.requestId }) : undefined}
              </Alert>
            )}
            <TextInput type="email" autoComplete="username" label={t("login:email")} key={form.key("email")} {...form.getInputProps("email")} />
            <PasswordInput autoComplete="current-password" label={t("login:password")} visibilityToggleButtonProps={{ "aria-label": t("login:passwordHide"), tabIndex: 0 }} key={form.key("password")} {...form.getInputProps("password")} />
            <Button type="submit" size="md" loading={busy} fullWidth>
              {t("login:submit")}
            </Button>
          </Stack>
        </form>
      </Paper>
      <TextLink to="/privacy/public" size="sm" mt="md">
        {t("login:privacy")}
      </TextLink>
    </main>
  );
}
