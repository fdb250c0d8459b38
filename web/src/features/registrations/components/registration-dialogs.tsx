import { isWaiting, type Registration, type Rival } from "../registration";
import { ActivityDialog } from "./activity-dialog";
import { ApproveDialog } from "./approve-dialog";
import { ChangesDialog } from "./changes-dialog";
import { ConvertDialog } from "./convert-dialog";
import { ExtendDialog } from "./extend-dialog";
import { RejectDialog } from "./reject-dialog";
import { ReleaseDialog } from "./release-dialog";

interface Props {
  registration: Registration;
  rivals: readonly Rival[];
  brand: boolean;
  /** The dialog that the URL opens, and the registration that it is about: this one, or one beside it. */
  dialog: string | undefined;
  about: string | undefined;
  onClose(): void;
}

/** The dialog in front, when what it is for can still be done. */
export function RegistrationDialogs({ registration, rivals, brand, dialog, about, onClose }: Props) {
  const rival = rivals.find((one) => one.registration.id === about);
  const other = about !== undefined && about !== registration.id ? rival?.registration : undefined;
  const decided = other ?? registration;
  const open = other ? isWaiting(other.state) : undefined;
  if (dialog === "approve" && (open ?? registration.canApprove)) return <ApproveDialog key={decided.id} registration={decided} passed={passedOver(rivals, decided.id)} onClose={onClose} />;
  if (dialog === "reject" && (open ?? registration.canReject)) return <RejectDialog key={decided.id} registrationId={decided.id} onClose={onClose} />;
  if (dialog === "changes" && registration.canRequestChanges) return <ChangesDialog registrationId={registration.id} onClose={onClose} />;
  if (dialog === "extend" && registration.canExtend) return <ExtendDialog registrationId={registration.id} onClose={onClose} />;
  if (dialog === "release" && registration.canRelease) return <ReleaseDialog registration={registration} brand={brand} onClose={onClose} />;
  if (dialog === "convert" && registration.canConvert) return <ConvertDialog registration={registration} onClose={onClose} />;
  if (dialog === "activity" && registration.canAddActivity) return <ActivityDialog registrationId={registration.id} onClose={onClose} />;
  return null;
}

/** How many claims that still live go before the one. */
function passedOver(rivals: readonly Rival[], id: string): number {
  const place = rivals.find((one) => one.registration.id === id)?.place ?? 1;
  return rivals.filter((one) => one.place < place && ["SUBMITTED", "IN_REVIEW", "ACTION_REQUIRED", "APPROVED", "EXTENDED"].includes(one.registration.state)).length;
}
