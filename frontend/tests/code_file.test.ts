import assert from "node:assert/strict";
import { test } from "node:test";
import { inTheEditor, readCodeFile } from "../src/parts/code_file";

const ADA = new File(["x = 1\n"], "ada.py");

function answering(body: string, type: string, status = 200) {
  return async () => new Response(body, { status, headers: { "Content-Type": type } });
}

test("the file is posted as it is, and its code comes back", async () => {
  const found = { name: "ada.py", code: "x = 1\n", lines: 1, digest: "d" };
  let sent: FormData | undefined;
  const answer = await readCodeFile("/file/", ADA, async (_url, body) => {
    sent = body;
    return answering(JSON.stringify(found), "application/json")();
  });
  assert.deepEqual(answer, found);
  assert.equal(await (sent?.get("file") as File).text(), "x = 1\n");
});

test("a refusal says its sentence and that the editor is unchanged", async () => {
  const refusal = answering('{"sentence": "It is a zip archive."}', "application/json", 400);
  const said = await readCodeFile("/file/", ADA, refusal);
  assert.equal(said, "It is a zip archive. The code in the editor is unchanged.");
  const large = answering("Too large.\n", "text/plain; charset=utf-8", 413);
  assert.match(String(await readCodeFile("/file/", ADA, large)), /^Too large\. The code/);
});

test("a page instead of an answer, broken JSON or no answer is a sentence", async () => {
  for (const send of [
    answering("<html>Sign in</html>", "text/html"),
    answering("{", "application/json"),
    answering("null", "application/json"),
    answering("[]", "application/json", 500),
    () => Promise.reject(new TypeError("no network")),
  ]) {
    assert.match(String(await readCodeFile("/file/", ADA, send)), /^ada\.py could not be read/);
  }
});

test("lines are counted in words", () => {
  const file = { name: "ada.py", code: "", lines: 1, digest: "" };
  assert.equal(inTheEditor(file), "ada.py is in the editor: 1 line");
  assert.equal(inTheEditor({ ...file, lines: 42 }), "ada.py is in the editor: 42 lines");
});
