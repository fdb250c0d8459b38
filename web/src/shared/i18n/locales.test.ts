import { describe, expect, it } from "vitest";
import { languages } from "./languages";
import { namespaces } from "./namespaces";

const files = import.meta.glob<Record<string, string>>("./locales/*/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.{ts,tsx}", "!/src/gql/**"], { eager: true, query: "?raw", import: "default" });
const code = Object.values(sources).join("\n");

const words = (language: string, namespace: string) => files[`./locales/${language}/${namespace}.json`] ?? {};
const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const bareKeys = (language: string, namespace: string) => [...new Set(Object.keys(words(language, namespace)).map(bare))].sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

// Every literal and template of the code that may be a key, with or without its namespace. ${…} stands for one or more characters.
const literals = new Set([...code.matchAll(/["'`]((?:[a-z]+:)?[A-Za-z][\w.]*)["'`]/g)].map((match) => match[1]));
const templates = [...code.matchAll(/`((?:[a-z]+:)?[A-Za-z][\w.]*\$\{[^`]*)`/g)].map((match) => {
  const [pattern = ""] = [match[1] ?? ""];
  return new RegExp(`^${pattern.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\w.-]+")}$`);
});

describe.each(namespaces)("the words of %s", (namespace) => {
  it("are there in every language, with the same placeholders", () => {
    for (const language of languages) {
      expect(bareKeys(language, namespace), language).toEqual(bareKeys("en", namespace));
      for (const [key, text] of Object.entries(words(language, namespace))) {
        expect(text.trim(), `${language} ${key}`).not.toBe("");
        const english = words("en", namespace)[key] ?? words("en", namespace)[`${bare(key)}_other`] ?? "";
        const known = new Set([...placeholders(english), "count"]);
        for (const name of placeholders(text)) expect(known, `${language} ${key}`).toContain(name);
      }
    }
  });

  it("are all used", () => {
    // The server names the keys of faults; a test of the server's holds that each of them is there.
    if (namespace === "faults") return;
    const unused = bareKeys("en", namespace).filter((key) => {
      const names = [key, `${namespace}:${key}`];
      return !names.some((name) => literals.has(name) || templates.some((template) => template.test(name)));
    });
    expect(unused).toEqual([]);
  });
});

it("every file belongs to a known namespace and language", () => {
  const known = languages.flatMap((language) => namespaces.map((namespace) => `./locales/${language}/${namespace}.json`));
  expect(Object.keys(files).sort()).toEqual(known.sort());
});
