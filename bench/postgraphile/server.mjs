// PostGraphile over the tables as they are, as one would begin with it: the Amber preset and nothing else.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { makePgService } from "postgraphile/adaptors/pg";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [host, port] = process.env.PEER_ADDR.split(":");
const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"], poolConfig: { max: Number(process.env.PEER_CONNECTIONS) } })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: { explain: false },
});
const serv = pgl.createServ(grafserv);
const server = createServer((request, response) => {
  if (request.url === "/ready") response.end();
});
server.once("error", (error) => {
  console.error(error);
  process.exit(1);
});
server.removeAllListeners("request");
await serv.addTo(server);
const handlers = server.listeners("request");
server.removeAllListeners("request");
server.on("request", (request, response) => {
  if (request.url === "/ready") response.end();
  else for (const handler of handlers) handler.call(server, request, response);
});
await pgl.getSchema();
server.listen(Number(port), host);
