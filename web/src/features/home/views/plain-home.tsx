import { useTranslation } from "react-i18next";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { PageHeader } from "~/shared/ui/page-header";

/** The start page of a role that has no figures to look at. */
export function PlainHome() {
  const { t } = useTranslation(["home", "common"]);
  const { user, role } = useViewer();
  return (
    <>
      <PageHeader title={t("home:hello", { name: user.name })} subtitle={t(`common:role.${role}`)} />
      <EmptyState icon="list" title={t("home:plain.title")} hint={t("home:plain.hint")} />
    </>
  );
}
