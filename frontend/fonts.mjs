// Makes build/fonts: for each family a small file with the characters that nearly every page uses,
// and the CSS for it and for the package's own files, which hold the rest.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const outdir = join(here, "build/fonts");
const require = createRequire(import.meta.url);

const range = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join("");
const TEXT = `${range(0x20, 0x7e)}\u00a0§°±²³·»½×–—‘’“”…−→←↑↓≤≥≈`;
// Letters of the languages of the interface: from the package's file they would come too late for
// the first page, which would mix two typefaces within words.
const LETTERS = `${TEXT}ÄÖÜßäöüÁÉÍÓÚÑáéíóúñ¡¿„«`;
// Letters in italic, bold, script and double-struck, Greek, and the signs of the course's fields.
const MATH = [
  TEXT,
  range(0x391, 0x3c9), // Greek
  range(0x1d434, 0x1d467), // italic
  range(0x1d6fc, 0x1d714), // italic Greek
  range(0x2000, 0x200b) + range(0x205f, 0x2064), // spaces, invisible operators
  "‐‑―",
  "ℎℓℝ𝔼𝟏ϵϕ𝛺𝛷𝛴𝛥𝛤𝛬𝛩",
  "∀∂∃∅∇∈∉∏∑∓∗∘√∝∞∠∣∥∧∨∩∪∫∼≈≠≡≤≥≪≫⊂⊆⊕⊙⊤⊥⋅⋮⋯⋱",
  "⌈⌉⌊⌋⟨⟩‖′″¯ˆ˙˜‾→←↦⇒⇔⟵⟶⟹⏞⏟{}|",
].join("");

const FAMILIES = [
  {
    name: "serif",
    css: "@fontsource-variable/source-serif-4/wght.css",
    file: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    text: LETTERS,
    features: ["kern", "liga", "lnum", "onum", "tnum"],
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    name: "serif-italic",
    css: "@fontsource-variable/source-serif-4/wght-italic.css",
    file: "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
    text: TEXT,
    features: ["kern", "liga"],
    axes: { wght: 400 }, // what is strong and emphasized at once is rare
  },
  {
    name: "sans",
    css: "@fontsource-variable/inter/wght.css",
    file: "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    text: LETTERS,
    features: ["kern", "tnum"],
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    name: "mono",
    css: "@fontsource-variable/jetbrains-mono/wght.css",
    file: "@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2",
    text: TEXT,
    features: ["kern"],
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    name: "math",
    css: "@fontsource/stix-two-math/latin-400.css",
    file: "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2",
    text: MATH,
    features: ["ssty"],
    ranges: [[0, 0x10ffff]], // of the one file, which holds more than its package's CSS says
  },
];

/** Runs of code points, first and last, in order. */
function runsOf(text) {
  const points = [...new Set(text)].map((sign) => sign.codePointAt(0)).sort((a, b) => a - b);
  const runs = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last?.[1] === point - 1) last[1] = point;
    else runs.push([point, point]);
  }
  return runs;
}

/** What is left of some runs without others. */
function without(runs, others) {
  return others.reduce(
    (left, [first, last]) =>
      left.flatMap(([a, b]) =>
        b < first || last < a
          ? [[a, b]]
          : [[a, first - 1], [last + 1, b]].filter(([from, to]) => from <= to),
      ),
    runs,
  );
}

/** The value of `unicode-range`, and back. */
const hex = (point) => point.toString(16).toUpperCase();
const written = (runs) =>
  runs.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(", ");
const read = (value) =>
  value.split(",").map((part) => {
    const [first, last = first] = part.trim().slice(2).split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });

/**
 * The package's faces for all but the small file's characters, and one for those. No two faces have
 * a character in common: while one is loading, a browser would load the other one, too.
 */
async function faces({ name, css, text, ranges }) {
  const path = require.resolve(css);
  // A line break in the text must not load the file of the package that claims controls.
  const ours = runsOf(range(0, 0x1f) + text);
  const found = (await readFile(path, "utf8")).match(/@font-face \{[^}]*\}/g) ?? [];
  const others = found.map((face) => {
    const claimed = ranges ?? read(/unicode-range: ([^;]+);/.exec(face)[1]);
    const left = without(claimed, ours);
    return face
      .replace(/ *unicode-range: [^;]+;\n/, "")
      .replace(/src: url\(([^)]+)\)[^;]*;/, (_, url) => {
        const file = relative(outdir, join(dirname(path), url));
        return `src: url("${file}") format("woff2");\n  unicode-range: ${written(left)};`;
      });
  });
  const small = others[0]
    .replace(/url\("[^"]+"\)/, `url("./${name}.woff2")`)
    .replace(/unicode-range: [^;]+;/, `unicode-range: ${written(ours)};`);
  // A page that can be read never moves because a font has arrived. What comes too late is there
  // for the next page.
  return [...others, small].map((face) => face.replace(/display: \w+/, "display: optional"));
}

async function subset({ name, file, text, features, axes }) {
  const font = await readFile(require.resolve(file));
  const options = {
    targetFormat: "woff2",
    noHinting: true,
    keepFeatures: features,
    variationAxes: axes,
  };
  await writeFile(join(outdir, `${name}.woff2`), await subsetFont(font, text, options));
}

export async function makeFonts() {
  await mkdir(outdir, { recursive: true });
  await Promise.all(FAMILIES.map(subset));
  const css = (await Promise.all(FAMILIES.map(faces))).flat();
  await writeFile(join(outdir, "fonts.css"), `${css.join("\n")}\n`);
}
