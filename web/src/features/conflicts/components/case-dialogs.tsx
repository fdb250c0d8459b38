import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import type { ListSearch } from "~/shared/routing/search";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import type { Case, Evidence } from "../case";
import { AppealDialog } from "./appeal-form";
import { AssignForm } from "./assign-form";
import { UpholdDialog } from "./decide-appeal";
import { EvidenceDrawer } from "./evidence-drawer";
import { MergeDialog } from "./merge-dialog";
import { SplitDialog } from "./split-dialog";

const dismissMutation = graphql(`
  mutation DismissConflict($input: DismissConflictInput!) {
    dismissConflict(input: $input) {
      conflict { id state outcome asked }
    }
  }
`);

const tellMutation = graphql(`
  mutation TellConflictNames($input: TellConflictNamesInput!) {
    tellConflictNames(input: $input) {
      conflict { id namesTold }
    }
  }
`);

interface Props {
  data: Case;
  evidence: readonly Evidence[] | undefined;
  search: ListSearch;
  go: ListNavigation;
  onDone(): void;
}

/** The dialog that the URL opens on the case, where the viewer may do what it is for. */
export function CaseDialogs({ data, evidence, search, go, onDone }: Props) {
  const close = () => go.dialog(undefined);
  const piece = search.dialog === "evidence" ? evidence?.find(({ id }) => id === search.id) : undefined;
  if (piece) return <EvidenceDrawer data={piece} onClose={close} />;
  if (search.dialog === "assign" && data.canAssign) return <AssignDialog data={data} onClose={close} onDone={onDone} />;
  if (search.dialog === "appeal" && data.canAppeal) return <AppealDialog conflictId={data.id} onClose={close} onDone={onDone} />;
  if (search.dialog === "uphold" && data.canDecideAppeal) return <UpholdDialog conflictId={data.id} onClose={close} onDone={onDone} />;
  if (search.dialog === "dismiss" && data.canDismiss) return <DismissDialog data={data} onClose={close} onDone={onDone} />;
  if (search.dialog === "tellNames" && data.canTellNames) return <TellNamesDialog data={data} onClose={close} onDone={onDone} />;
  if (search.dialog === "merge" && data.canMerge) return <MergeDialog data={data} onClose={close} />;
  if (search.dialog === "split" && data.canMerge && evidence) return <SplitDialog data={data} evidence={evidence} onClose={close} />;
  return null;
}

interface DialogProps {
  data: Case;
  onClose(): void;
  onDone(): void;
}

function AssignDialog({ data, onClose, onDone }: DialogProps) {
  useFocusBack();
  const { t } = useTranslation(["conflicts", "common"]);
  const done = () => {
    onClose();
    onDone();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("conflicts:assign.other")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <AssignForm conflictId={data.id} parties={data.parties.length} current={data.mediator?.id} begins={data.state === "OPEN"} onDone={done} />
    </Modal>
  );
}

function DismissDialog({ data, onClose, onDone }: DialogProps) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, dismiss] = useMutation(dismissMutation);
  const act = async (reason: string) => {
    const result = await dismiss({ input: { conflictId: data.id, reason } });
    if (!result.data) return result.error;
    notifyDone(t("dismiss.done"));
    onClose();
    onDone();
    return undefined;
  };
  return (
    <ReasonDialog maxLength={10_000} title={t("dismiss.title")} consequence={t(data.state === "OPEN" ? "dismiss.consequenceOpen" : "dismiss.consequence", { count: data.parties.length })} reasonHint={t("dismiss.reasonHint")} confirmLabel={t("dismiss.go")} destructive busy={fetching} onClose={onClose} act={act} />
  );
}

function TellNamesDialog({ data, onClose, onDone }: DialogProps) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, tell] = useMutation(tellMutation);
  const act = async (reason: string) => {
    const result = await tell({ input: { conflictId: data.id, reason } });
    if (!result.data) return result.error;
    notifyDone(t("tellNames.done"));
    onClose();
    onDone();
    return undefined;
  };
  return <ReasonDialog maxLength={10_000} title={t("tellNames.title")} consequence={t("tellNames.consequence", { count: data.parties.length })} reasonHint={t("tellNames.reasonHint")} confirmLabel={t("tellNames.go")} destructive busy={fetching} onClose={onClose} act={act} />;
}
