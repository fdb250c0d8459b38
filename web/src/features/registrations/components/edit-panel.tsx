import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import { registrationInput } from "../form";
import { fields, registrationFragment, type Registration } from "../registration";
import { useRegistrationForm } from "../use-registration-form";
import { ClaimFields } from "./claim-fields";

const updateMutation = graphql(
  `
    mutation UpdateRegistration($input: UpdateRegistrationInput!) {
      updateRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** A draft to be finished, or the fields that the brand asked to be changed: those alone are open. */
export function EditPanel({ registration }: { registration: Registration }) {
  const { t } = useTranslation("registrations");
  const [{ fetching }, update] = useMutation(updateMutation);
  const { form, check } = useRegistrationForm(registration);
  const faults = useFormFaults(form);
  const draft = registration.state === "DRAFT";
  const save = async (submit: boolean) => {
    if (!check(submit)) return;
    faults.show(undefined);
    const { data, error } = await update({ input: { registrationId: registration.id, ...registrationInput(form.values), submit } });
    if (data) {
      notifyDone(t(submit ? "received" : "savedDraft"));
      form.resetDirty();
    } else faults.show(error);
  };
  return (
    <Panel title={t(draft ? "edit.draft" : "edit.asked")}>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(true);
        }}
      >
        <Stack gap="md">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          {!draft && (
            <Alert color="yellow" icon={<Icon name="edit" />} title={t("edit.askedFor")}>
              <List size="sm">
                {fields.filter((field) => registration.requestedFields.includes(field)).map((field) => (
                  <List.Item key={field}>{t(`field.${field}`)}</List.Item>
                ))}
              </List>
              {registration.requestText && (
                <Text size="sm" mt="xs" style={{ whiteSpace: "pre-wrap" }}>
                  {t("quoted", { text: registration.requestText })}
                </Text>
              )}
            </Alert>
          )}
          <ClaimFields form={form} currency={registration.expected.currency} {...(!draft && { open: registration.requestedFields })} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={fetching} onClick={() => void save(false)}>
              {t(draft ? "saveDraft" : "edit.save")}
            </Button>
            <Button type="submit" loading={fetching}>
              {t(draft ? "submit" : "edit.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
