// A static file server for tests: loopback only, one folder, below a base path and with text compressed as on GitHub Pages.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);
const compressed = /^text\/|json$|xml$/;

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** Serves `folder` below `base`; gives the address of the base and a way to stop. */
export async function serve(folder, base = "/") {
  const server = createServer((request, response) => {
    answer(folder, base, request.url).then((found) => encode(found, request.headers["accept-encoding"])).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      (error) => response.writeHead(500, { "content-type": "text/plain" }).end(String(error)),
    );
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(done))),
  };
}

/** The answer as it is sent: text is compressed for whoever takes gzip. */
async function encode({ status, type, body }, accepted = "") {
  const headers = { "content-type": type };
  if (!compressed.test(type.split(";", 1)[0])) return { status, headers, body };
  headers.vary = "accept-encoding";
  if (!/\bgzip\b/.test(accepted)) return { status, headers, body };
  return { status, headers: { ...headers, "content-encoding": "gzip" }, body: await compress(body) };
}

async function answer(folder, base, url) {
  const file = await locate(folder, base, url);
  if (file) return { status: 200, type: types[extname(file)] ?? "application/octet-stream", body: await readFile(file) };
  const page = await readFile(join(folder, "404.html")).catch(() => "not found");
  return { status: 404, type: types[".html"], body: page };
}

async function locate(folder, base, url) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (!path.startsWith(base)) return null;
  const file = normalize(join(folder, path.slice(base.length)));
  if (file !== normalize(folder) && !file.startsWith(normalize(folder + sep))) return null;
  const known = await stat(file).catch(() => null);
  if (known?.isFile()) return file;
  const index = join(file, "index.html");
  return known?.isDirectory() && (await stat(index).catch(() => null)) ? index : null;
}
