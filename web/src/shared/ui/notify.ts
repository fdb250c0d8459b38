import { notifications } from "@mantine/notifications";
import i18next from "i18next";

const closeButton = () => ({ "aria-label": i18next.t("common:action.close") });

/** Says that something went well; gone after a few seconds. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "jade", autoClose: 5000, closeButtonProps: closeButton() });
}

/** Says that something went well but needs a look; it stays a while, and what needs it must be seen on the page, too. */
export function notifyWarned(message: string): void {
  notifications.show({ message, color: "yellow", autoClose: 10_000, closeButtonProps: closeButton() });
}

/** Says that something failed; stays until closed. */
export function notifyFailed(message: string): void {
  notifications.show({ message, color: "red", autoClose: false, closeButtonProps: closeButton() });
}
