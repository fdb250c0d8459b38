import { Alert, Button, CopyButton, Group, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { csvOf } from "../feedback";
import { useAccountName } from "../use-account-name";
import type { NewLinks } from "./make-links-dialog";
import classes from "./new-links-dialog.module.css";

/** The links as they are given out: shown this once, to be copied or kept as a file. */
export function NewLinksDialog({ links, onClose }: { links: NewLinks; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["feedback", "common"]);
  const accountName = useAccountName();
  const known = links.flatMap(({ link, url }) => (url === null ? [] : [{ link, url }]));
  const save = () => {
    const rows = [[t("feedback:customer"), t("feedback:url"), t("feedback:expiresOn")], ...known.map(({ link, url }) => [accountName(link.account), url, link.expiresOn])];
    const file = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
    const anchor = document.createElement("a");
    anchor.href = file;
    anchor.download = `survey-links-${links[0]?.link.distributor.code ?? ""}.csv`;
    anchor.click();
    URL.revokeObjectURL(file);
  };
  return (
    // A click beside it must not lose what can't be shown again.
    <Modal opened onClose={onClose} closeOnClickOutside={false} closeOnEscape={false} size="lg" title={t("feedback:made", { count: links.length })} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        {known.length === 0 ? (
          // The call was made before; what it gave can't be read again.
          <Text size="sm">{t("feedback:made.gone")}</Text>
        ) : (
          <>
            <Alert color="yellow" icon={<Icon name="alert" />} title={t("feedback:made.once")}>
              {t("feedback:made.onceHint")}
            </Alert>
            <Group gap="xs">
              <Button leftSection={<Icon name="download" size={16} />} onClick={save} data-autofocus>
                {t("feedback:made.csv")}
              </Button>
              <CopyButton value={known.map(({ url }) => url).join("\n")}>
                {({ copied, copy }) => (
                  <Button variant="default" leftSection={<Icon name={copied ? "check" : "copy"} size={16} />} onClick={copy}>
                    {copied ? t("feedback:copied") : t("feedback:made.copyAll")}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <ul className={classes["links"]}>
              {known.map(({ link, url }) => (
                <li key={link.id}>
                  <div className={classes["words"]}>
                    <Text size="sm" fw={600}>
                      {accountName(link.account)}
                    </Text>
                    <code className={classes["url"]}>{url}</code>
                  </div>
                  <CopyButton value={url}>
                    {({ copied, copy }) => (
                      <Button size="xs" variant="default" onClick={copy} aria-label={t("feedback:copyOf", { name: accountName(link.account) })} leftSection={<Icon name={copied ? "check" : "copy"} size={14} />}>
                        {copied ? t("feedback:copied") : t("feedback:copy")}
                      </Button>
                    )}
                  </CopyButton>
                </li>
              ))}
            </ul>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("feedback:made.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
