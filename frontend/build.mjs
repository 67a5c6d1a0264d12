// Builds frontend/dist: site.css with its fonts, and one script for each src/*.ts.
// Every script stands alone: a shared chunk would need a second address that static file
// storage cannot rename. Names carry no hash here, because that storage gives them one.
import { cp, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { makeFigures } from "./figures.mjs";
import { makeFonts } from "./fonts.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");
const figures = process.argv.includes("--figures");

async function modulesIn(folder, ending) {
  const names = await readdir(join(here, folder));
  return names.filter((name) => name.endsWith(ending)).map((name) => join(here, folder, name));
}

// An older browser list would make esbuild rewrite light-dark() and nesting away.
const browsers = ["chrome123", "firefox121", "safari17.5"];
const shared = { bundle: true, logLevel: "warning", legalComments: "none", target: "es2022" };

async function pages() {
  const outdir = join(here, "dist");
  await rm(outdir, { recursive: true, force: true });
  await cp(join(here, "public"), outdir, { recursive: true });
  await Promise.all([makeFonts(), onlyFigures()]);
  const options = {
    ...shared,
    entryPoints: [...(await modulesIn("src", ".ts")), join(here, "src/styles/site.css")],
    entryNames: "[name]",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file" },
    target: browsers,
    format: "iife",
    minify: !watch,
    sourcemap: watch ? "inline" : false,
    outdir,
  };
  if (watch) {
    const context = await esbuild.context({ ...options, logLevel: "info" });
    await context.watch();
  } else {
    await esbuild.build(options);
  }
}

async function onlyFigures() {
  await makeFigures({ ...shared, target: browsers, minify: !watch });
}

async function testFiles() {
  const outdir = join(here, "build/tests");
  await rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    ...shared,
    entryPoints: await modulesIn("tests", ".test.ts"),
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    outdir,
  });
}

await (tests ? testFiles() : figures ? onlyFigures() : pages());
