import { useTranslation } from "react-i18next";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";

/** The start page of a role that has no figures to look at. */
export function PlainHome() {
  const { t } = useTranslation(["home", "common"]);
  const { user, role } = useViewer();
  const may = useMay();
  return (
    <>
      <PageHeader title={t("home:hello", { name: user.name })} subtitle={t(`common:role.${role}`)} />
      <EmptyState
        icon="list"
        title={t("home:plain.title")}
        hint={t("home:plain.hint")}
        action={
          may("audit", "read") && (
            <ButtonLink to="/audit" mt="sm">
              {t("common:nav.audit")}
            </ButtonLink>
          )
        }
      />
    </>
  );
}
