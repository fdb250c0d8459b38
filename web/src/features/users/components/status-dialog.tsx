import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { Person } from "../user";

const deactivateMutation = graphql(`
  mutation DeactivateUser($input: DeactivateUserInput!) {
    deactivateUser(input: $input) {
      user { id status }
    }
  }
`);

const reactivateMutation = graphql(`
  mutation ReactivateUser($input: ReactivateUserInput!) {
    reactivateUser(input: $input) {
      user { id status }
    }
  }
`);

/** Shuts a user out, or lets one in again; asks once. */
export function StatusDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation("users");
  const [{ fetching: leaving }, deactivate] = useMutation(deactivateMutation);
  const [{ fetching: coming }, reactivate] = useMutation(reactivateMutation);
  const [fault, setFault] = useState<Fault>();
  const back = person.status === "DEACTIVATED";
  const confirm = async () => {
    const result = await (back ? reactivate({ input: { id: person.id } }) : deactivate({ input: { id: person.id } }));
    if (result.data) {
      notifyDone(back ? t("reactivate.done", { name: person.name }) : t("deactivate.done", { name: person.name }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={back ? t("reactivate.title", { name: person.name }) : t("deactivate.title", { name: person.name })}
      confirmLabel={back ? t("reactivate") : t("deactivate")}
      onConfirm={() => void confirm()}
      busy={leaving || coming}
      destructive={!back}
      fault={fault}
    >
      <Text size="sm">{back ? t("reactivate.consequence") : t("deactivate.consequence")}</Text>
    </ConfirmDialog>
  );
}
