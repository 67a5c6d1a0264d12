/** The code of a file, as the site reads it: the same for a Python file and a notebook. */
export interface CodeFile {
  name: string;
  code: string;
  lines: number;
  digest: string;
}

type Send = (url: string, body: FormData) => Promise<Response>;

const NOT_HERE = "The code in the editor is unchanged.";

/** The file's code, or the sentence that says why it could not be read. */
export async function readCodeFile(url: string, file: File, send: Send): Promise<CodeFile | string> {
  const body = new FormData();
  body.append("file", file);
  let response: Response;
  try {
    response = await send(url, body);
  } catch {
    return `${file.name} could not be read: the site did not answer. ${NOT_HERE} Choose it again.`;
  }
  const found = await answerOf(response);
  if (isCodeFile(found)) return found;
  if (typeof found === "string") return `${found} ${NOT_HERE}`;
  return `${file.name} could not be read. ${NOT_HERE} Load the page again and choose it once more.`;
}

/** A sentence, a file, or null where the answer is a page: signed out, for example. */
async function answerOf(response: Response): Promise<unknown> {
  const type = response.headers.get("Content-Type") ?? "";
  try {
    if (type.startsWith("text/plain")) return (await response.text()).trim();
    if (!type.startsWith("application/json")) return null;
    const found = await response.json();
    return response.ok ? found : (found?.sentence ?? null);
  } catch {
    return null;
  }
}

export function inTheEditor(file: CodeFile): string {
  return `${file.name} is in the editor: ${file.lines} line${file.lines === 1 ? "" : "s"}`;
}

function isCodeFile(value: unknown): value is CodeFile {
  const file = value as CodeFile | null;
  return typeof file?.code === "string" && typeof file.name === "string";
}
