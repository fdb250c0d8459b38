import { ActionIcon, Button, Group, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import type { Product } from "../product";
import classes from "./alias-panel.module.css";

const setMutation = graphql(`
  mutation SetProductAlias($input: SetProductAliasInput!) {
    setProductAlias(input: $input) {
      product { id }
    }
  }
`);

type Alias = Product["aliases"][number];

/** The distributors' own codes for a product: a distributor's own, for the brand everybody's. */
export function AliasPanel({ product }: { product: Product }) {
  const { t } = useTranslation("products");
  const viewer = useViewer();
  const may = useMay();
  const [{ fetching }, set] = useMutation(setMutation);
  const [fault, setFault] = useState<Fault>();
  const remove = async ({ alias, distributor }: Alias) => {
    const result = await set({ input: { distributorId: distributor.id, alias, productId: null } });
    setFault(result.error && faultFrom(result.error));
    if (result.data) notifyDone(t("alias.removed", { alias }));
  };
  const own = viewer.distributor !== null;
  return (
    <Panel title={own ? t("alias.own") : t("alias.all")} description={own ? t("alias.ownHint") : t("alias.allHint")}>
      {fault && <FaultAlert fault={fault} />}
      {product.aliases.length === 0 && (
        <Text size="sm" c="dimmed">
          {own ? t("alias.noneOwn") : t("alias.none")}
        </Text>
      )}
      <ul className={classes["aliases"]}>
        {product.aliases.map((one) => (
          <li key={`${one.distributor.id} ${one.alias}`}>
            <span className={classes["code"]}>{one.alias}</span>
            {!own && (
              <Text span size="sm" c="dimmed" className={classes["who"]}>
                <NameText value={one.distributor.name} />
              </Text>
            )}
            {may("productAlias", "update") && (
              <ActionIcon variant="subtle" color="gray" size={36} disabled={fetching} aria-label={t("alias.remove", { alias: one.alias })} onClick={() => void remove(one)}>
                <Icon name="trash" size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may("productAlias", "update") && <AddAlias product={product} />}
    </Panel>
  );
}

function AddAlias({ product }: { product: Product }) {
  const { t } = useTranslation("products");
  const { distributor } = useViewer();
  const [{ fetching }, set] = useMutation(setMutation);
  const form = useForm({
    initialValues: { alias: "", distributorId: distributor?.id },
    validate: {
      alias: (value) => (value.trim() ? null : t("alias.need")),
      distributorId: (value) => (value ? null : t("alias.needDistributor")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ alias, distributorId }) => {
    faults.show(undefined);
    const result = await set({ input: { distributorId, alias: alias.trim(), productId: product.id } });
    if (result.data) {
      notifyDone(t("alias.saved", { alias: alias.trim() }));
      form.setFieldValue("alias", "");
    } else faults.show(result.error);
  });
  return (
    <form onSubmit={submit} noValidate>
      {faults.fault && <FaultAlert fault={faults.fault} />}
      <Group align="flex-start" gap="sm" mt="md">
        {!distributor && <DistributorSelect required label={t("distributor")} value={form.values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />}
        <TextInput label={t("alias.code")} className={classes["field"] ?? ""} {...form.getInputProps("alias")} />
        <Button type="submit" variant="default" loading={fetching} mt={25}>
          {t("alias.add")}
        </Button>
      </Group>
    </form>
  );
}
