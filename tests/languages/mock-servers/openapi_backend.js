// openapi-backend as its documents show it: requests are validated, and answered with what the contract gives as an example.
// node openapi_backend.js PORT

const http = require("node:http");
const { OpenAPIBackend } = require("openapi-backend");

const api = new OpenAPIBackend({ definition: "call-engine.json", quick: true });
const answer = (response, status, body) => {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
};
api.register({
  notImplemented: (context, _request, response) => {
    const { status, mock } = context.api.mockResponseForOperation(context.operation.operationId);
    answer(response, status, mock);
  },
  notFound: (_context, _request, response) => answer(response, 404, {}),
  validationFail: (context, _request, response) => answer(response, 400, context.validation.errors),
});

const read = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};
api.init().then(() => {
  http
    .createServer(async (request, response) => {
      const [path, query] = request.url.split("?");
      const { method, headers } = request;
      const body = await read(request);
      api.handleRequest({ method, path, query, headers, body }, request, response);
    })
    .listen(Number(process.argv[2]), "127.0.0.1");
});
