/** Where GraphiQL puts its editors, in the order of the names. */
const places = [".graphiql-query-editor .CodeMirror", ".graphiql-editor-tool .CodeMirror", ".graphiql-editor-tool section:nth-of-type(2) .CodeMirror, .graphiql-editor-tool .graphiql-editor:nth-of-type(2) .CodeMirror", ".graphiql-response .CodeMirror"];

/** Names the editors' text areas, which come without names and some time after the page. Gives what ends the watching. */
export function labelEditors(names: readonly [query: string, variables: string, headers: string, result: string]): () => void {
  const label = () => {
    places.forEach((place, at) => {
      for (const area of document.querySelectorAll(`:is(${place}) textarea`)) area.setAttribute("aria-label", names[at] ?? "");
    });
  };
  const watcher = new MutationObserver(label);
  watcher.observe(document.body, { childList: true, subtree: true });
  label();
  return () => watcher.disconnect();
}
