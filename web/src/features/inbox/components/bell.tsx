import { ActionIcon, Popover, Skeleton, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useUnread } from "~/shared/live/events";
import { Icon } from "~/shared/ui/icon";
import classes from "./bell.module.css";

const LatestItems = lazy(() => import("./latest-items").then((module) => ({ default: module.LatestItems })));

/** The inbox in the page's head: how many items are unread, live, and the latest of them when it is opened. */
export function Bell() {
  const { t } = useTranslation();
  const unread = useUnread();
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <>
      <VisuallyHidden role="status">{unread > 0 ? t("inbox.unread", { count: unread }) : ""}</VisuallyHidden>
      <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size={36} className={classes["bell"] ?? ""} aria-label={unread > 0 ? t("inbox.openUnread", { count: unread }) : t("inbox.open")} onClick={toggle}>
            <Icon name="bell" />
            {unread > 0 && (
              <span className={classes["count"]} aria-hidden="true">
                {unread > 99 ? "99+" : unread}
              </span>
            )}
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes["latest"] ?? ""}>
          <Suspense fallback={<Skeleton height={220} radius="md" />}>
            <LatestItems onClose={close} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
