import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ViewerUnavailable } from "~/shared/routing/roots";

/** What stands where a page broke: what is safe, what to do next, and the request to quote. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const unreachable = error instanceof ViewerUnavailable;
  const requestId = unreachable ? error.requestId : undefined;
  return (
    <Container size="xs" py={80}>
      <Stack gap="md">
        <Title order={1}>{unreachable ? t("error.unreachable") : t("error.title")}</Title>
        <Text>{unreachable ? t("error.unreachableHint") : t("error.hint")}</Text>
        {requestId && (
          <Text size="sm" ff="monospace">
            {t("fault.requestId", { id: requestId })}
          </Text>
        )}
        <Group>
          <Button onClick={() => window.location.reload()}>{t("action.reload")}</Button>
          <Button variant="default" component="a" href="/">
            {t("action.home")}
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
