import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";

type Tree = ReturnType<typeof syntaxTree>;
type SyntaxNode = Tree["topNode"];

export interface CallAt {
  path: string;
  from: number;
  argument: number;
  keyword: string;
}

/** The innermost call in whose brackets the position is. */
export function callAt(state: EditorState, at: number, tree: Tree = syntaxTree(state)): CallAt | null {
  for (let node: SyntaxNode | null = tree.resolveInner(at, -1); node; node = node.parent) {
    if (node.name !== "ArgList" || at <= node.from || (node.lastChild?.name === ")" && at >= node.to)) continue;
    const callee = node.parent?.name === "CallExpression" ? node.parent.firstChild : null;
    if (!callee) return null;
    const path = state.sliceDoc(callee.from, callee.to);
    if (!/^[\w.]+$/.test(path)) return null;
    return { path, from: callee.from, ...argumentAt(state, node, at) };
  }
  return null;
}

function argumentAt(state: EditorState, list: SyntaxNode, at: number): { argument: number; keyword: string } {
  let argument = 0;
  let keyword = "";
  for (let child = list.firstChild; child && child.from < at; child = child.nextSibling) {
    if (child.name === ",") {
      argument += 1;
      keyword = "";
    } else if (child.name === "AssignOp" && child.prevSibling) {
      keyword = state.sliceDoc(child.prevSibling.from, child.prevSibling.to);
    }
  }
  return { argument, keyword };
}
