import { useMay } from "~/shared/session/viewer";
import { customerFields, type CustomerRecord } from "../customer";
import { LetGoDialog } from "./let-go-dialog";
import { LinkDialog } from "./link-dialog";
import { PinDialog } from "./pin-dialog";
import { RevealDialog } from "./reveal-dialog";
import { UnlinkDialog } from "./unlink-dialog";

interface Props {
  customer: CustomerRecord;
  /** Which dialog the URL opens, and on what: a field or an account. */
  dialog: string | undefined;
  id: string | undefined;
  onClose(): void;
}

/** The dialogs of a customer's page. */
export function CustomerDialogs({ customer, dialog, id, onClose }: Props) {
  const may = useMay();
  const field = customerFields.find((one) => one === id);
  const account = customer.accounts.find((one) => one.id === id);
  if (dialog === "pin" && field && may("customer", "update")) return <PinDialog customer={customer} field={field} onClose={onClose} />;
  if (dialog === "letGo" && field && may("customer", "update")) return <LetGoDialog customer={customer} field={field} onClose={onClose} />;
  if (dialog === "reveal" && account) return <RevealDialog account={account} onClose={onClose} />;
  if (dialog === "unlink" && account && may("customer", "match")) return <UnlinkDialog customer={customer} account={account} onClose={onClose} />;
  if (dialog === "link" && may("customer", "match")) return <LinkDialog customer={customer} onClose={onClose} />;
  return null;
}
