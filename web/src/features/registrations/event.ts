import { reasons, type Registration } from "./registration";

/** What can happen to a registration; the words are registrations:event.*. */
export const eventKinds = [
  "created",
  "updated",
  "submitted",
  "activityAdded",
  "reviewed",
  "changesRequested",
  "approved",
  "passedOver",
  "rejected",
  "extended",
  "reminded",
  "escalated",
  "expired",
  "released",
  "converted",
  "confirmed",
  "shortened",
  "revoked",
  "restored",
  "restoredNot",
] as const;

/** What somebody wrote with it: a text, or a reason that is no code. */
export function textOf({ params }: Registration["history"][number]): string | undefined {
  const written = [params["text"], params["reason"]].find((one) => typeof one === "string" && one !== "" && !reasons.some((code) => code === one));
  return typeof written === "string" ? written : undefined;
}
