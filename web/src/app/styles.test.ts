import { expect, it } from "vitest";
import styles from "./styles.ts?raw";

const sources = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.{ts,tsx}"], { eager: true, query: "?raw", import: "default" });
const sheets = new Set(Object.keys(import.meta.glob("/node_modules/@mantine/core/styles/*.css")).map((path) => path.replace(/^.*\/(\w+)\.css$/, "$1")));

it("the style sheet of each Mantine component in use is loaded", () => {
  const missing = new Set<string>();
  for (const code of Object.values(sources)) {
    for (const [, names = ""] of code.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)) {
      for (const name of names.split(",").map((one) => one.trim())) {
        if (sheets.has(name) && !styles.includes(`/styles/${name}.layer.css`)) missing.add(name);
      }
    }
  }
  expect([...missing]).toEqual([]);
});
