import { NativeSelect, SimpleGrid, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { FormDialog } from "~/shared/ui/form-dialog";
import { NameFields, nameInput, nameValues } from "~/shared/ui/name-fields";
import { notifyDone } from "~/shared/ui/notify";
import { productFragment, productStatuses, type Product } from "../product";

const createMutation = graphql(
  `
    mutation CreateProduct($input: CreateProductInput!) {
      createProduct(input: $input) {
        product { ...ProductFacts }
      }
    }
  `,
  [productFragment],
);

const updateMutation = graphql(
  `
    mutation UpdateProduct($input: UpdateProductInput!) {
      updateProduct(input: $input) {
        product { ...ProductFacts }
      }
    }
  `,
  [productFragment],
);

/** Adds a product, or changes the given one. Code and product line stay as they were made. */
export function ProductDialog({ product, onClose }: { product?: Product | undefined; onClose: () => void }) {
  const { t } = useTranslation(["products", "common"]);
  const navigate = useNavigate();
  const [{ fetching: creating }, create] = useMutation(createMutation);
  const [{ fetching: updating }, update] = useMutation(updateMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { code: product?.code ?? "", name: nameValues(product?.name), productLineId: product?.productLine.id as string | undefined, gtin: product?.gtin ?? "", unit: product?.unit ?? "piece", status: product?.status ?? "ACTIVE" },
    validate: {
      code: (value) => (value.trim() ? null : t("products:need.code")),
      name: { default: (value: string) => (value.trim() ? null : t("products:need.name")) },
      productLineId: (value) => (value ? null : t("products:need.line")),
      unit: (value) => (value.trim() ? null : t("products:need.unit")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ code, name, productLineId, gtin, unit, status }) => {
    faults.show(undefined);
    const facts = { name: nameInput(name), gtin: gtin.trim() || null, unit: unit.trim() };
    if (product) {
      const result = await update({ input: { id: product.id, ...facts, status } });
      if (result.data) {
        notifyDone(t("products:saved"));
        onClose();
      } else faults.show(result.error);
      return;
    }
    const result = await create({ input: { code: code.trim(), productLineId: productLineId ?? "", ...facts, idempotencyKey } });
    if (result.data) {
      notifyDone(t("products:created", { code: result.data.createProduct.product.code }));
      void navigate({ to: "/products/$productId", params: { productId: result.data.createProduct.product.id } });
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={product ? t("products:edit.title", { code: product.code }) : t("products:create.title")} onClose={onClose} onSubmit={submit} busy={creating || updating} fault={faults.fault} size="lg" submitLabel={product ? t("common:action.save") : t("products:create.submit")}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {!product && <TextInput label={t("products:code")} description={t("products:codeHint")} withAsterisk {...form.getInputProps("code")} />}
        {!product && <ProductLineSelect label={t("products:line")} value={form.values.productLineId} onChange={(id) => form.setFieldValue("productLineId", id)} error={form.errors["productLineId"] as string | undefined} />}
        <NameFields form={form} />
        <TextInput label={t("products:gtin")} description={t("products:gtinHint")} inputMode="numeric" {...form.getInputProps("gtin")} />
        <TextInput label={t("products:unit")} description={t("products:unitHint")} withAsterisk {...form.getInputProps("unit")} />
        {product && <NativeSelect label={t("products:status")} data={productStatuses.map((value) => ({ value, label: t(`products:status.${value}`) }))} {...form.getInputProps("status")} />}
      </SimpleGrid>
    </FormDialog>
  );
}
