import { useTranslation } from "react-i18next";
import { EmptyState } from "~/shared/ui/empty-state";
import { ButtonLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";

/** A path that no page has, or a row that is not there for this viewer. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("notFound.title")} />
      <EmptyState
        icon="search"
        title={t("notFound.what")}
        hint={t("notFound.hint")}
        action={
          <ButtonLink to="/" mt="sm">
            {t("action.home")}
          </ButtonLink>
        }
      />
    </>
  );
}
