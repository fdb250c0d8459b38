import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatBytes } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import type { CaseFile } from "../case";
import classes from "./case-files.module.css";

/** The files of a statement, message or appeal; who may not see a name finds which of its owner's files it is. */
export function CaseFiles({ files }: { files: readonly CaseFile[] }) {
  const { t } = useTranslation("conflicts");
  const language = useLanguage();
  if (files.length === 0) return null;
  return (
    <ul className={classes["files"]} aria-label={t("files.title")}>
      {files.map((file) => (
        <li key={file.id}>
          <Icon name="file" size={16} />
          <Anchor href={`/cases/files/${file.id}`} size="sm" download className={classes["name"] ?? ""}>
            {file.name ?? t("files.unnamed", { ordinal: file.ordinal })}
          </Anchor>
          <Text span size="xs" c="dimmed">
            {file.mediaType} · {formatBytes(file.size, language)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
