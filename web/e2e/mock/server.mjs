// A stand-in for the portal's server while screens are being built: node e2e/mock/server.mjs [port]. It answers every
// field of the schema with made-up values of the right type, the fields in answers.mjs with sensible ones.
// Log in as anything with "brand" in the address for the brand's side, else for a distributor's.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSchema, execute, getNamedType, isAbstractType, isEnumType, isListType, isNonNullType, isObjectType, parse, subscribe } from "graphql";
import { answers } from "./answers.mjs";

const schema = buildSchema(readFileSync(fileURLToPath(new URL("../../src/gql/schema.graphql", import.meta.url)), "utf8"));
const port = Number(process.argv[2] ?? 8080);

let seed = 7;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const pick = (list) => list[Math.floor(random() * list.length)];

/** A value for a type that nobody has written one for. */
function fake(type, name, depth = 0) {
  if (isNonNullType(type)) return fake(type.ofType, name, depth);
  if (isListType(type)) return Array.from({ length: depth > 2 ? 1 : 3 }, () => fake(type.ofType, name, depth + 1));
  if (isEnumType(type)) return pick(type.getValues()).name;
  if (isObjectType(type)) return { __typename: type.name };
  if (isAbstractType(type)) return null;
  const values = {
    ID: () => `mock_${Math.floor(random() * 1e9)}`,
    Boolean: () => true,
    Int: () => Math.floor(random() * 500),
    Float: () => random() * 100,
    Decimal: () => (random() * 1e5).toFixed(2),
    Currency: () => "TWD",
    Date: () => `2025-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-15`,
    DateTime: () => "2025-11-20T08:30:00Z",
    Period: () => "2025-10",
    Email: () => "someone@example.com",
    Params: () => ({}),
    String: () => `${name} ${Math.floor(random() * 90 + 10)}`,
  };
  return (values[getNamedType(type).name] ?? values.String)();
}

function resolver(source, args, context, info) {
  const own = answers[info.parentType.name]?.[info.fieldName];
  if (own) return own(source ?? {}, args, context);
  const value = source?.[info.fieldName];
  if (value !== undefined) return typeof value === "function" ? value(args, context) : value;
  // Connections are made of as many nodes as the answers say, else of five.
  if (info.parentType.name.endsWith("Connection")) {
    if (info.fieldName === "pageInfo") return { hasNextPage: true, hasPreviousPage: false, startCursor: "a", endCursor: "b" };
    if (info.fieldName === "totalCount") return 42;
    if (info.fieldName === "edges") return Array.from({ length: 5 }, (_, index) => ({ cursor: String(index) }));
  }
  return fake(info.returnType, info.fieldName, 0);
}

const json = (response, status, body) => {
  response.writeHead(status, { "Content-Type": "application/json", "X-Request-Id": "req_mock" });
  response.end(JSON.stringify(body));
};

const readBody = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

createServer(async (request, response) => {
  const body = await readBody(request);
  const side = /side=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  if (request.url === "/auth/login") {
    const { email, password } = JSON.parse(body.toString());
    if (password === "wrong") return json(response, 401, {});
    response.writeHead(204, { "Set-Cookie": `side=${email.includes("brand") ? "brand" : "distributor"}; Path=/` });
    return response.end();
  }
  if (request.url === "/auth/logout") {
    response.writeHead(204, { "Set-Cookie": "side=; Path=/; Max-Age=0" });
    return response.end();
  }
  if (request.url === "/files") return json(response, 201, { id: "fil_mock", name: "sales.csv", size: body.length, sha256: "00" });
  if (request.url !== "/graphql") return json(response, 404, {});
  const { query, variables, operationName } = JSON.parse(body.toString());
  const given = { schema, document: parse(query), variableValues: variables, operationName, contextValue: { side }, fieldResolver: resolver };
  if (!String(request.headers.accept).includes("text/event-stream")) return json(response, 200, await execute(given));
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
  const stream = await subscribe({ ...given, subscribeFieldResolver: (source, args, context, info) => answers.Subscription[info.fieldName](source, args, context) });
  for await (const event of stream) {
    if (response.destroyed) break;
    response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`);
  }
  response.end("event: complete\ndata:\n\n");
}).listen(port, "127.0.0.1", () => console.log(`mock on http://127.0.0.1:${port}`));
