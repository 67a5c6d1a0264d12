import { gettext, ngettext } from "./texts";

/** The code of a file, as the site reads it: the same for a Python file and a notebook. */
export interface CodeFile {
  name: string;
  code: string;
  lines: number;
  digest: string;
}

type Send = (url: string, body: FormData) => Promise<Response>;

/** The file's code, or the sentence that says why it could not be read. */
export async function readCodeFile(url: string, file: File, send: Send): Promise<CodeFile | string> {
  const body = new FormData();
  body.append("file", file);
  let response: Response;
  try {
    response = await send(url, body);
  } catch {
    return gettext(
      "%(name)s could not be read: the site did not respond. The code in the editor is unchanged. Choose the file again.",
      { name: file.name },
    );
  }
  const found = await answerOf(response);
  if (isCodeFile(found)) return found;
  if (typeof found === "string") return `${found} ${gettext("The code in the editor is unchanged.")}`;
  return gettext(
    "%(name)s could not be read. The code in the editor is unchanged. Reload the page and choose the file again.",
    { name: file.name },
  );
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
  return ngettext("%(name)s is in the editor: %(count)s line", "%(name)s is in the editor: %(count)s lines", file.lines, {
    name: file.name,
  });
}

function isCodeFile(value: unknown): value is CodeFile {
  const file = value as CodeFile | null;
  return typeof file?.code === "string" && typeof file.name === "string";
}
