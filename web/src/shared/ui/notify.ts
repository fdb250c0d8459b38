import { notifications } from "@mantine/notifications";
import i18next from "i18next";

const closeButton = () => ({ "aria-label": i18next.t("common:action.close") });

/** Says that something went well; gone after a few seconds. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "jade", autoClose: 5000, closeButtonProps: closeButton() });
}

/** Says that something went well but needs a look; stays until closed. */
export function notifyWarned(message: string): void {
  notifications.show({ message, color: "yellow", autoClose: false, closeButtonProps: closeButton() });
}

/** Says that something failed; stays until closed. */
export function notifyFailed(message: string): void {
  notifications.show({ message, color: "red", autoClose: false, closeButtonProps: closeButton() });
}
