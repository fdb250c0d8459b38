// Reads ../graph/*.graphqls and writes src/gql: the schema as one file, its types for gql.tada, and the names of the
// types without an id, which the cache keeps inside their parents.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSchema, isObjectType } from "graphql";

const web = fileURLToPath(new URL("..", import.meta.url));
const graph = fileURLToPath(new URL("../../graph/", import.meta.url));
const out = `${web}src/gql/`;

const sources = readdirSync(graph).filter((name) => name.endsWith(".graphqls")).sort();
const text = sources.map((name) => readFileSync(graph + name, "utf8").trim()).join("\n\n");
const schema = buildSchema(text);

mkdirSync(out, { recursive: true });
writeFileSync(`${out}schema.graphql`, `${text}\n`);

const roots = new Set(["Query", "Mutation", "Subscription"]);
const embedded = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith("__") && !roots.has(type.name) && !type.getFields().id)
  .map((type) => type.name)
  .sort();
writeFileSync(
  `${out}embedded-types.ts`,
  `// Written by npm run generate from ../graph; do not edit.\nexport const embeddedTypes = [\n${embedded.map((name) => `  "${name}",\n`).join("")}] as const;\n`,
);

execFileSync(process.execPath, [`${web}node_modules/gql.tada/bin/cli.js`, "generate-output"], { cwd: web, stdio: "inherit" });
