"""The words of a file that does not parse: names without what they are called, no layout."""

from __future__ import annotations

import keyword
import re

from grader.files.cells import lines_of
from grader.similarity.naming import BUILTINS
from grader.similarity.nodes import Span

_TOKEN = re.compile(
    r"(?P<text>[rbfuRBFU]{0,2}(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))"
    r"|(?P<comment>#.*)|(?P<attribute>\.\s*[A-Za-z_]\w*)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<number>\d[\w.]*)|(?P<sign>\*\*|//|[-+*/%@&|^<>=!]=|[^\w\s])"
)
_IGNORED = frozenset({"import", "from", "as", "pass", "np", "numpy", "math", "self"})


def lexical_tokens(source: str) -> tuple[list[str], list[Span]]:
    """Labels and places of the words of a source."""
    labels: list[str] = []
    spans: list[Span] = []
    for number, line in enumerate(lines_of(source), start=1):
        for match in _TOKEN.finditer(line):
            label = _label(match)
            if label:
                labels.append(label)
                spans.append((number, match.start(), match.end()))
    return labels, spans


def _label(match: re.Match[str]) -> str:
    text = match[0]
    if match["comment"] or text in _IGNORED:
        return ""
    if match["text"]:
        return "text"
    if match["attribute"]:
        return "." + text[1:].strip()
    if match["name"] and not keyword.iskeyword(text):
        return f"@{text}" if text in BUILTINS else "V"
    return text
