import { Alert, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import type { Account } from "../account";
import { useAccountName } from "../use-account-name";
import { useUnmerge } from "../use-merging";

/** Says which account stands for a merged one, and takes the merging back. */
export function MergedNotice({ account }: { account: Account }) {
  const { t } = useTranslation("accounts");
  const name = useAccountName();
  const { unmerge, fetching } = useUnmerge();
  const survivor = account.mergedInto;
  if (!survivor) return null;
  return (
    <Alert color="blue" icon={<Icon name="info" />} title={t("merged.title")}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {t("merged.hint")}{" "}
          <TextLink to="/accounts/$accountId" params={{ accountId: survivor.id }} size="sm">
            {name(survivor)}
          </TextLink>
        </Text>
        {account.canUnmerge && (
          <Button size="xs" variant="default" loading={fetching} onClick={() => void unmerge(account.id)}>
            {t("merged.undo")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
