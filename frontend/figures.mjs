// Makes what pages show of figures: build/figures/drawn (a picture of each, for pages as they are
// served) and dist/figures (a script for each that readers can change). What figures compute comes
// from Python, which keeps its results in build/figures/data.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "build/figures");
const sources = join(here, "src/figures");
export const DRAW = join(folder, "draw.mjs");

/** Builds for browsers with `options`; returns the names of the figures' files. */
export async function makeFigures(options) {
  await compute();
  const figures = await readAll();
  await writeEntries(figures);
  const changing = figures.filter((figure) => figure.controls.length);
  await esbuild.build({
    ...options,
    entryPoints: [
      ...changing.map(({ stem }) => ({ in: join(folder, `entries/${stem}.ts`), out: stem })),
      { in: join(sources, "kit/index.ts"), out: "kit" },
    ],
    entryNames: "[name]",
    outdir: join(here, "dist/figures"),
    format: "esm",
    plugins: [sharedKit],
  });
  await esbuild.build({
    ...options,
    entryPoints: [join(folder, "draw.ts")],
    platform: "node",
    format: "esm",
    minify: false,
    outfile: DRAW,
    outdir: undefined,
  });
  await drawAll(figures);
}

/** Python has the reference; it prints only what it had to compute. */
async function compute() {
  const python = join(here, "../.venv/bin/python");
  if (!existsSync(python)) throw new Error("There is no .venv beside frontend/: run `make up` or `make check` once.");
  const child = spawn(python, ["-m", "courseware.figures"], {
    cwd: join(here, ".."),
    env: { OPENBLAS_NUM_THREADS: "1", ...process.env }, // small matrices: threads would only wait for each other
    stdio: "inherit",
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status !== 0) throw new Error("The figures could not be computed; the reason stands above.");
}

async function readAll() {
  const names = (await readdir(join(folder, "data"))).filter((name) => name.endsWith(".json")).sort();
  const stems = names.map((name) => name.slice(0, -".json".length));
  const drawings = (await readdir(sources)).filter((name) => name.endsWith(".ts")).map((name) => name.slice(0, -".ts".length));
  const undrawn = stems.filter((stem) => !drawings.includes(stem)).map((stem) => `frontend/src/figures/${stem}.ts`);
  const unknown = drawings.filter((stem) => !stems.includes(stem)).map((stem) => `courseware/figures/catalogue/${stem}.py`);
  if (undrawn.length || unknown.length) throw new Error(`A figure is two files; missing: ${[...undrawn, ...unknown].join(", ")}`);
  return Promise.all(
    stems.map(async (stem) => ({ stem, ...JSON.parse(await readFile(join(folder, `data/${stem}.json`), "utf8")) })),
  );
}

/** Of each figure a module with its data and its drawing, and a program that draws any of them. */
async function writeEntries(figures) {
  await rm(join(folder, "entries"), { recursive: true, force: true });
  await mkdir(join(folder, "entries"), { recursive: true });
  for (const { stem } of figures) {
    const lines = [
      `export { alt, controls, data, name, numbers, said } from "../data/${stem}.json";`,
      `export * from "../../../src/figures/${stem}";`,
    ];
    await writeFile(join(folder, `entries/${stem}.ts`), `${lines.join("\n")}\n`);
  }
  const lines = [
    ...figures.map(({ stem }) => `import * as ${stem} from "./entries/${stem}";`),
    'import { answer } from "../../src/figures/kit/program";',
    `await answer({ ${figures.map(({ stem }) => stem).join(", ")} });`,
  ];
  await writeFile(join(folder, "draw.ts"), `${lines.join("\n")}\n`);
}

/** The state that each figure begins with; others are drawn when a chapter asks for them. */
async function drawAll(figures) {
  const running = promisify(execFile)(process.execPath, [DRAW], { maxBuffer: 2 ** 28 });
  running.child.stdin.end(JSON.stringify(figures.map(({ stem }) => ({ stem, state: {} }))));
  const drawings = JSON.parse((await running).stdout);
  await rm(join(folder, "drawn"), { recursive: true, force: true });
  await mkdir(join(folder, "drawn"), { recursive: true });
  await Promise.all(
    figures.map(({ stem }, i) => writeFile(join(folder, `drawn/${stem}.json`), JSON.stringify(drawings[i]))),
  );
}

/** The scripts of figures take the kit from the page, which loads it once for all of them. */
const sharedKit = {
  name: "shared kit",
  setup(build) {
    build.onResolve({ filter: /^\.\/kit$/ }, () => ({ path: "kit", namespace: "shared-kit" }));
    build.onLoad({ filter: /.*/, namespace: "shared-kit" }, () => ({
      contents: "module.exports = globalThis.figureKit;",
      loader: "js",
    }));
  },
};
