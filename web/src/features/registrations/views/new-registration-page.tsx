import { Button, Group, Stack, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { notifyDone } from "~/shared/ui/notify";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { ActivityFields } from "../components/activity-fields";
import { ClaimFields } from "../components/claim-fields";
import { activityInput, registrationInput } from "../form";
import { registrationFragment } from "../registration";
import { useRegistrationForm } from "../use-registration-form";

const createMutation = graphql(
  `
    mutation CreateRegistration($input: CreateRegistrationInput!) {
      createRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

const route = getRouteApi("/shell/registrations/new");

/** Registers a customer. The answer is the same whether others did so or not: received, under review. */
export function NewRegistrationPage() {
  const { t } = useTranslation(["registrations", "common"]);
  const { account } = route.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const { distributor, baseCurrency } = useViewer();
  const [{ fetching }, create] = useMutation(createMutation);
  const [key] = useState(() => crypto.randomUUID());
  const { form, check } = useRegistrationForm(undefined, account);
  const faults = useFormFaults(form);
  const save = async (submit: boolean) => {
    if (!check(submit)) return;
    faults.show(undefined);
    const { data, error } = await create({ input: { ...registrationInput(form.values), activities: form.values.activities.map(activityInput), submit, idempotencyKey: key } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t(submit ? "registrations:received" : "registrations:savedDraft"));
    await navigate({ to: "/registrations/$registrationId", params: { registrationId: data.createRegistration.registration.id } });
  };
  const back = <TextLink to="/registrations">{t("common:nav.registrations")}</TextLink>;
  if (!may("registration", "create")) {
    return (
      <>
        <PageHeader title={t("registrations:new")} back={back} />
        <EmptyState icon="flag" title={t("registrations:forbidden")} hint={t("registrations:forbiddenHint")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("registrations:new")} back={back} subtitle={t("registrations:newLead")} />
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save(true);
        }}
      >
        <Stack gap="lg">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <Panel title={t("registrations:claim.title")}>
            <ClaimFields form={form} currency={distributor?.currency ?? baseCurrency} />
          </Panel>
          <ActivityFields form={form} />
          <Text size="sm" c="dimmed">
            {t("registrations:newConsequence")}
          </Text>
          <Group justify="flex-end" gap="xs">
            <ButtonLink to="/registrations" variant="subtle" color="gray" size="md">
              {t("common:action.cancel")}
            </ButtonLink>
            <Button variant="default" size="md" disabled={fetching} onClick={() => void save(false)}>
              {t("registrations:saveDraft")}
            </Button>
            <Button type="submit" size="md" loading={fetching}>
              {t("registrations:submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </>
  );
}
