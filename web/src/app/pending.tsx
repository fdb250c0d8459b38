import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The shape of a page while its code comes. */
export function Pending() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden role="status">{t("table.loading")}</VisuallyHidden>
      <Skeleton height={28} width={220} />
      <Skeleton height={14} width={320} maw="100%" />
      <Skeleton height={180} mt="md" radius="lg" />
    </Stack>
  );
}
