import { notifications } from "@mantine/notifications";

/** Says that something went well; gone after a few seconds. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: "jade", autoClose: 5000 });
}

/** Says that something failed; stays until closed. */
export function notifyFailed(message: string): void {
  notifications.show({ message, color: "red", autoClose: false });
}
