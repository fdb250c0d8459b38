import { GraphiQL } from "graphiql";
import type { DocumentNode } from "graphql";
import { useCallback, useEffect, useMemo, useState, type ComponentProps } from "react";
import type { Language } from "~/shared/i18n/languages";
import { labelEditors } from "./label-editors";
import { ask, curlOf, watch, type Request } from "./request";
import { wordsIn } from "./words";

type Fetcher = ComponentProps<typeof GraphiQL>["fetcher"];

const first = `{
  viewer {
    user { name }
    role
    organization { name }
  }
}
`;

function streams(document: DocumentNode | undefined, name: string | null | undefined): boolean {
  return document?.definitions.some((one) => one.kind === "OperationDefinition" && one.operation === "subscription" && (!name || one.name?.value === name)) ?? false;
}

/** GraphiQL over the portal's own API, as whoever is signed in, or by a key that is put into the headers. */
export function Explorer({ language }: { language: Language }) {
  const t = useMemo(() => wordsIn(language), [language]);
  const [last, setLast] = useState<Request>();
  const [copied, setCopied] = useState(false);
  const fetcher = useCallback<Fetcher>((params, options) => {
    const headers = options?.headers as Record<string, string> | undefined;
    if (params.operationName !== "IntrospectionQuery") {
      setLast(params);
      setCopied(false);
    }
    const answer = streams(options?.documentAST, params.operationName) ? watch(params, headers) : ask(params, headers);
    return answer as ReturnType<Fetcher>;
  }, []);
  useEffect(() => labelEditors([t("editor.query"), t("editor.variables"), t("editor.headers"), t("editor.result")]), [t]);
  const copy = async () => {
    if (!last) return;
    await navigator.clipboard.writeText(curlOf(last));
    setCopied(true);
  };
  return (
    // What was typed is forgotten with the tab: variables and headers may hold what is private.
    <GraphiQL fetcher={fetcher} defaultQuery={first} storage={window.sessionStorage} shouldPersistHeaders={false} showPersistHeadersSettings={false}>
      <GraphiQL.Logo>
        <a href="/">{"Tonglu"}</a>
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy: copyQuery }) => (
          <>
            {prettify}
            {merge}
            {copyQuery}
            <button type="button" className="explorer-tool" disabled={!last} title={t("curl.copy")} aria-label={t("curl.copy")} onClick={() => void copy()}>
              {copied ? "✓" : "curl"}
            </button>
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}
