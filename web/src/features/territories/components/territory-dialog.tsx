import { NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { NameFields, nameInput, nameValues } from "~/shared/ui/name-fields";
import { notifyDone } from "~/shared/ui/notify";
import { kindsWithin, territoryFragment, type Region, type TerritoryKind } from "../territory";

const createMutation = graphql(
  `
    mutation CreateTerritory($input: CreateTerritoryInput!) {
      createTerritory(input: $input) {
        territory { ...Region }
      }
    }
  `,
  [territoryFragment],
);

const updateMutation = graphql(
  `
    mutation UpdateTerritory($input: UpdateTerritoryInput!) {
      updateTerritory(input: $input) {
        territory { ...Region }
      }
    }
  `,
  [territoryFragment],
);

const separators = /[,，、;\n]/;

interface Props {
  /** The region to change. */
  region?: Region | undefined;
  /** The region that holds a new one; none: it stands at the top. */
  parent?: Region | undefined;
  onClose(): void;
  onDone(id: string): void;
}

/** Adds a region to the tree, or changes one's name and other spellings. */
export function TerritoryDialog({ region, parent, onClose, onDone }: Props) {
  const { t } = useTranslation(["territories", "common"]);
  const localName = useLocalName();
  const [{ fetching: creating }, create] = useMutation(createMutation);
  const [{ fetching: updating }, update] = useMutation(updateMutation);
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const kinds = kindsWithin(parent?.kind);
  const form = useForm({
    initialValues: { code: "", name: nameValues(region?.name), kind: (kinds[0] ?? "COUNTRY") as TerritoryKind, aliases: region?.aliases ?? [] },
    validate: {
      code: (value) => (region || value.trim() ? null : t("territories:need.code")),
      name: { default: (value: string) => (value.trim() ? null : t("territories:need.name")) },
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ code, name, kind, aliases: typed }) => {
    faults.show(undefined);
    // A list that was pasted comes as one.
    const aliases = [...new Set(typed.flatMap((one) => one.split(separators)).map((one) => one.trim()))].filter((one) => one !== "");
    if (region) {
      const result = await update({ input: { id: region.id, name: nameInput(name), aliases } });
      if (result.data) {
        notifyDone(t("territories:saved"));
        onDone(region.id);
      } else faults.show(result.error);
      return;
    }
    const result = await create({ input: { code: code.trim(), name: nameInput(name), kind, parentId: parent?.id ?? null, aliases, idempotencyKey } });
    if (result.data) {
      notifyDone(t("territories:created", { name: localName(result.data.createTerritory.territory.name) }));
      onDone(result.data.createTerritory.territory.id);
    } else {
      setKey(crypto.randomUUID());
      faults.show(result.error);
    }
  });
  const title = region ? t("territories:edit.title", { name: localName(region.name) }) : parent ? t("territories:add.within", { name: localName(parent.name) }) : t("territories:add.country");
  return (
    <FormDialog title={title} onClose={onClose} onSubmit={submit} busy={creating || updating} fault={faults.fault} submitLabel={region ? t("common:action.save") : t("territories:add.submit")}>
      {!region && <TextInput label={t("territories:code")} description={t("territories:codeHint")} withAsterisk {...form.getInputProps("code")} />}
      <NameFields form={form} />
      {!region && <NativeSelect label={t("territories:kind")} data={kinds.map((kind) => ({ value: kind, label: t(`territories:kind.${kind}`) }))} {...form.getInputProps("kind")} />}
      <TagsInput label={t("territories:aliases")} description={t("territories:aliasesHint")} splitChars={[",", "，", "、", ";", "\n"]} acceptValueOnBlur {...form.getInputProps("aliases")} />
    </FormDialog>
  );
}
