"""`python -m grader.reference.document`: writes docs/reference.md from the docstrings.

A docstring has a first line, a formula (indented by four), and labeled parts: Args, Returns,
Raises, Edges, Elsewhere, Source.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
PACKAGE = str(__package__)
"""Also when this file is run, and its own name is __main__."""
LABEL = re.compile(r"^(Args|Returns|Raises|Edges|Elsewhere|Source): ?", re.MULTILINE)


def modules() -> Iterator[ModuleType]:
    """Modules with public names, in the order of their paths."""
    for path in sorted(HERE.rglob("*.py")):
        parts = path.relative_to(HERE).with_suffix("").parts
        if path.stem.startswith("_") or path == Path(__file__):
            continue
        module = import_module(".".join((PACKAGE, *parts)))
        if getattr(module, "__all__", ()):
            yield module


def page() -> str:
    """The whole page."""
    package = import_module(PACKAGE)
    parts = [
        "# The NumPy reference",
        "Made from the docstrings by `python -m grader.reference.document`; edit those.",
        inspect.cleandoc(package.__doc__ or "").partition("\n\n")[2],
    ]
    for module in modules():
        parts.append(f"## {_title(module)}")
        parts.append(inspect.cleandoc(module.__doc__ or ""))
        parts += [_entry(getattr(module, name)) for name in module.__all__]
    return "\n\n".join(parts) + "\n"


def _title(module: ModuleType) -> str:
    return module.__name__.removeprefix(f"{PACKAGE}.").replace(".", " / ").replace("_", " ")


def _entry(value: Any) -> str:
    heading = f"### {value.__name__}"
    text = _text(inspect.getdoc(value) or "")
    if inspect.isclass(value):
        methods = [
            f"- `{name}{_signature(method)}`: {inspect.getdoc(method)}"
            for name, method in vars(value).items()
            if inspect.isfunction(method) and not name.startswith("_") and method.__doc__
        ]
        return "\n\n".join([heading, text, *(["\n".join(methods)] if methods else [])])
    return f"{heading}\n\n```python\n{value.__name__}{_signature(value)}\n```\n\n{text}"


def _signature(function: Any) -> str:
    """Names and defaults; what the types are, the text says."""
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    return str(signature.replace(parameters=bare, return_annotation=signature.empty))


def _text(docstring: str) -> str:
    """A docstring as Markdown: formulas in blocks, labeled parts as paragraphs and lists."""
    starts = [match.start() for match in LABEL.finditer(docstring)]
    pieces = [docstring[a:b] for a, b in zip([0, *starts], [*starts, len(docstring)], strict=True)]
    return "\n\n".join([_opening(pieces[0]), *map(_part, pieces[1:])])


def _opening(text: str) -> str:
    """First line and formula."""
    paragraphs = re.split(r"\n\s*\n", text.strip("\n"))
    shown = []
    for paragraph in paragraphs:
        if paragraph.startswith("    "):
            shown.append(f"```text\n{textwrap.dedent(paragraph)}\n```")
        else:
            shown.append(paragraph)
    return "\n\n".join(shown)


def _part(text: str) -> str:
    label, _, rest = text.partition(":")
    body = textwrap.dedent(rest).strip()
    if label != "Args" or body.startswith("those of"):
        return f"**{label}:** {' '.join(body.split())}"
    names: list[str] = []
    for line in textwrap.dedent(rest.strip("\n")).splitlines():
        if line.startswith(" "):
            names[-1] += f" {line.strip()}"
        else:
            name, _, meaning = line.partition(":")
            names.append(f"- `{name}`: {meaning.strip()}")
    return "**Args:**\n\n" + "\n".join(names)


def main() -> int:
    """Writes docs/reference.md; returns the exit status."""
    target = HERE.parents[1] / "docs" / "reference.md"
    target.write_text(page(), encoding="utf-8")
    print(f"Wrote {target}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
