import { Alert, List, Radio, SimpleGrid, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { DateText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { inTheWay } from "../coverage";
import { assignmentFragment, assignmentsQuery, type Region } from "../territory";

const assignMutation = graphql(
  `
    mutation AssignTerritory($input: AssignTerritoryInput!) {
      assignTerritory(input: $input) {
        assignment { ...RegionAssignment }
      }
    }
  `,
  [assignmentFragment],
);

/** Lets a distributor sell in a region. What the server would refuse is told before it is asked. */
export function AssignDialog({ region, onClose, onDone }: { region: Region; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation(["territories", "common"]);
  const localName = useLocalName();
  const { today } = useViewer();
  const [{ fetching }, assign] = useMutation(assignMutation);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const { rows: reaching = [] } = useEveryPage({ query: assignmentsQuery, variables: { filter: { territoryId: region.id } }, pick: (data) => data.assignments, pages: 5 });
  const form = useForm({
    initialValues: { distributorId: undefined as string | undefined, productLineId: undefined as string | undefined, from: today as string | null, until: null as string | null, exclusive: "yes" },
    validate: {
      distributorId: (value) => (value ? null : t("territories:need.distributor")),
      from: (value) => (value ? null : t("territories:need.from")),
      until: (value, { from }) => (value && from && value < from ? t("territories:need.untilLater") : null),
    },
  });
  const faults = useFormFaults(form);
  const { values } = form;
  const others = inTheWay({ ...values, exclusive: values.exclusive === "yes" }, reaching);
  const submit = form.onSubmit(async ({ distributorId, productLineId, from, until, exclusive }) => {
    faults.show(undefined);
    const result = await assign({ input: { territoryId: region.id, distributorId: distributorId ?? "", productLineId: productLineId ?? null, from: from ?? today, until, exclusive: exclusive === "yes", idempotencyKey } });
    if (result.data) {
      notifyDone(t("territories:assign.done", { distributor: localName(result.data.assignTerritory.assignment.distributor.name), territory: localName(region.name) }));
      onDone();
    } else {
      // Whatever is changed next is another request.
      setKey(crypto.randomUUID());
      faults.show(result.error);
    }
  });
  return (
    <FormDialog title={t("territories:assign.title", { territory: localName(region.name) })} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} submitLabel={t("territories:assign.submit")} size="lg">
      <Text size="sm" c="dimmed">
        {t("territories:assign.hint")}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DistributorSelect required label={t("territories:distributor")} value={values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />
        <ProductLineSelect label={t("territories:line")} placeholder={t("territories:allLines")} value={values.productLineId} onChange={(id) => form.setFieldValue("productLineId", id)} error={form.errors["productLineId"] as string | undefined} />
        <DateField label={t("territories:from")} withAsterisk {...form.getInputProps("from")} value={values.from} onChange={(date) => form.setFieldValue("from", date)} />
        <DateField label={t("territories:until")} description={t("territories:untilHint")} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} {...form.getInputProps("until")} value={values.until} onChange={(date) => form.setFieldValue("until", date)} />
      </SimpleGrid>
      <Radio.Group label={t("territories:kindOfAssignment")} {...form.getInputProps("exclusive")}>
        <Stack gap="xs" mt={6}>
          <Radio value="yes" label={t("territories:exclusive")} description={t("territories:exclusiveHint")} />
          <Radio value="no" label={t("territories:shared")} description={t("territories:sharedHint")} />
        </Stack>
      </Radio.Group>
      {others.length > 0 && (
        <Alert color="yellow" icon={<Icon name="alert" />} role="status" title={t("territories:assign.inTheWay", { count: others.length })}>
          <List size="sm" mb="xs">
            {others.slice(0, 8).map((one) => (
              <List.Item key={one.id}>
                <NameText value={one.distributor.name} /> · <NameText value={one.territory.name} /> · {one.productLine ? <NameText value={one.productLine.name} /> : t("territories:allLines")} · <DateText value={one.from} /> – {one.until ? <DateText value={one.until} /> : t("territories:noEnd")}
              </List.Item>
            ))}
          </List>
          {t("territories:assign.wayOut")}
        </Alert>
      )}
    </FormDialog>
  );
}
