import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { rolesFor, type Person } from "../user";

const roleMutation = graphql(`
  mutation SetUserRole($input: SetUserRoleInput!) {
    setUserRole(input: $input) {
      user { id role portfolioCount }
    }
  }
`);

/** Gives a user another role, each told in a sentence. */
export function RoleDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation(["users", "common"]);
  const [{ fetching }, set] = useMutation(roleMutation);
  const [role, setRole] = useState(person.role);
  const [fault, setFault] = useState<Fault>();
  const submit = async () => {
    const result = await set({ input: { id: person.id, role } });
    if (result.data) {
      notifyDone(t("users:role.done", { name: person.name, role: t(`common:role.${role}`) }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  const losesPortfolio = person.role === "CHANNEL_MANAGER" && role !== "CHANNEL_MANAGER" && person.portfolioCount > 0;
  return (
    <FormDialog
      title={t("users:role.title", { name: person.name })}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      busy={fetching}
      disabled={role === person.role}
      fault={fault}
    >
      <Text size="sm" c="dimmed">
        {t("users:role.hint")}
      </Text>
      <Radio.Group aria-label={t("users:role")} value={role} onChange={(value) => setRole(value as typeof role)}>
        <Stack gap="sm">
          {rolesFor(person.organization.kind).map((one) => (
            <Radio key={one} value={one} label={t(`common:role.${one}`)} description={t(`users:about.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {losesPortfolio && (
        <Text size="sm" role="status">
          {t("users:role.losesPortfolio", { count: person.portfolioCount })}
        </Text>
      )}
    </FormDialog>
  );
}
