import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { Icon } from "~/shared/ui/icon";
import { useFocusBack } from "~/shared/ui/use-focus-back";

const checkMutation = graphql(`
  mutation CheckAvailability($input: CheckAvailabilityInput!) {
    checkAvailability(input: $input) { answer }
  }
`);

type Answer = ReturnType<typeof graphql.scalar<"Availability">>;

const colors = { FREE: "jade", TAKEN: "yellow", DISPUTED: "red" } as const;

/** Asks whether another distributor keeps a customer. It never tells who. */
export function AvailabilityDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["accounts", "common"]);
  const [{ fetching }, check] = useMutation(checkMutation);
  const [said, setSaid] = useState<{ taxId: string; answer: Answer }>();
  const form = useForm({ initialValues: { taxId: "" }, validate: { taxId: (value) => (value.trim() ? null : t("accounts:availability.need")) } });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ taxId }) => {
    faults.show(undefined);
    setSaid(undefined);
    const result = await check({ input: { taxId: taxId.trim() } });
    if (result.data) setSaid({ taxId: taxId.trim(), answer: result.data.checkAvailability.answer });
    else faults.show(result.error);
  });
  return (
    <Modal opened onClose={onClose} title={t("accounts:availability.title")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text size="sm">{t("accounts:availability.hint")}</Text>
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <TextInput label={t("accounts:taxId")} withAsterisk autoComplete="off" data-autofocus {...form.getInputProps("taxId")} />
          <div role="status">
            {said && (
              <Alert color={colors[said.answer]} icon={<Icon name={said.answer === "FREE" ? "check" : "info"} />} title={t(`accounts:availability.${said.answer}`, { taxId: said.taxId })}>
                {t(`accounts:availability.next.${said.answer}`)}
              </Alert>
            )}
          </div>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.close")}
            </Button>
            <Button type="submit" loading={fetching}>
              {t("accounts:availability.ask")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
