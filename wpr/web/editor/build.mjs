// Builds what browsers load. `node build.mjs` writes; `node build.mjs --check` says whether the
// committed files are what the sources give, and exits with 1 when they are not.
import { createHash } from "node:crypto";
import { build } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));

/** Source, result, and options of its own. Paths are relative to this folder. */
const ENTRIES = [
  {
    source: "src/editor.js",
    result: "../static/dist/editor.js",
    options: { format: "esm" },
  },
  {
    source: "../../../tests/parity/generator.mjs",
    result: "../../../tests/parity/generator.js",
    options: { format: "iife", globalName: "parity" },
  },
];

const LICENCES = "../static/dist/editor.licences.txt";

const files = new Map();
for (const { source, result, options } of ENTRIES) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here,
    entryPoints: [source],
    nodePaths: ["node_modules"],
    bundle: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    write: false,
    metafile: true,
    logLevel: "warning",
    ...options,
  });
  const own = Object.keys(metafile.inputs).filter((name) => !name.startsWith("node_modules/"));
  const digest = await digestOf([...own, "package-lock.json"].sort());
  files.set(result, `// sources: ${digest}\n${outputFiles[0].text}`);
}
files.set(LICENCES, await licences());

const checking = process.argv.includes("--check");
for (const [name, text] of files) {
  const file = new URL(name, import.meta.url);
  if (!checking) {
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
    console.log(`${name}: ${kB(text)} kB, ${kB(gzipSync(text, { level: 9 }))} kB compressed`);
  } else if ((await readFile(file, "utf8").catch(() => null)) !== text) {
    console.error(`${relative(process.cwd(), fileURLToPath(file))} is not what its sources give`);
    process.exitCode = 1;
  }
}

/** SHA-256 over files, so that a test can tell without Node that a bundle is older than they are. */
async function digestOf(names) {
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(`${name}\n`).update(await readFile(new URL(name, import.meta.url)));
  }
  return hash.digest("hex");
}

function kB(content) {
  return (Buffer.byteLength(content) / 1000).toFixed(1);
}

/** The licences of every package whose code is in the bundle: they ask to travel with it. */
async function licences() {
  const modules = new URL("node_modules/", import.meta.url);
  const names = (await readdir(modules)).filter((name) => /^(prosemirror-|orderedmap|rope-|w3c-)/.test(name));
  const texts = names.sort().map(async (name) => {
    const text = await readFile(new URL(`${name}/LICENSE`, modules), "utf8");
    return `${name}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n\n`);
}
