import { createServer } from 'node:http';

/** The application's own web server, on the address of its redirect URI. Each path has one answer: {@code (request, response) => ...}. */
export async function listen(redirectUri, answers) {
  const { hostname, port } = new URL(redirectUri);
  const server = createServer(async (request, response) => {
    const answer = answers[new URL(request.url, redirectUri).pathname];
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    try {
      await answer(request, response);
    } catch (error) {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error.stack ?? error));
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(Number(port), hostname, resolve));
  return () => new Promise(resolve => { server.close(resolve); server.closeAllConnections(); });
}

/** An answer that anybody may see. */
export function page(response, text) {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(`<!DOCTYPE html><html lang="en"><title>${text}</title><p id="done">${text}</p></html>`);
}
