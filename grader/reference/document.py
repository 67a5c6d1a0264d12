"""`python -m grader.reference.document`: writes docs/reference.md from the docstrings.

The page itself holds the rules and a list of names; each package has a page in docs/reference/,
and elsewhere.md lists what other libraries call the names (see _counterparts.py).

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

from . import _counterparts

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
PACKAGE = str(__package__)
"""Also when this file is run, and its own name is __main__."""
NOTE = "Made from the docstrings by `python -m grader.reference.document`; edit those."
BACK = "Conventions that all functions share are in [the list of names](../reference.md)."
ELSEWHERE = "# The NumPy reference: names in other libraries"
OTHER_NAMES = (
    "What SciPy, scikit-learn, PyTorch and Keras call them, and where conventions differ, is in "
    "[names in other libraries](reference/elsewhere.md)."
)
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


def pages() -> dict[str, str]:
    """The text of each page, by its path below docs/."""
    parts: dict[str, list[str]] = {}
    packages: dict[str, list[ModuleType]] = {}
    for module in modules():
        name, _, _ = _title(module).partition(" / ")
        packages.setdefault(name, []).append(module)
        text = parts.setdefault(name, [f"# The NumPy reference: {name}", NOTE, BACK])
        text.append(f"## {_title(module)}")
        text.append(inspect.cleandoc(module.__doc__ or ""))
        text += [_entry(getattr(module, name)) for name in module.__all__]
    parts["elsewhere"] = [ELSEWHERE, NOTE, BACK, *_counterparts.page(packages)]
    made = {"reference.md": [_index()]} | {f"reference/{name}.md": parts[name] for name in parts}
    return {path: "\n\n".join(text) + "\n" for path, text in made.items()}


def _index() -> str:
    """The rules of all functions, and where each name is described."""
    package = import_module(PACKAGE)
    rules = inspect.cleandoc(package.__doc__ or "").partition("\n\n")[2]
    parts = ["# The NumPy reference", NOTE, rules, "## Names", OTHER_NAMES]
    for module in modules():
        page, _, _ = _title(module).partition(" / ")
        names = (f"[{name}](reference/{page}.md#{name.lower()})" for name in module.__all__)
        parts.append(f"**{_title(module)}**: {', '.join(names)}")
    return "\n\n".join(parts)


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
    """Writes docs/reference.md and docs/reference/; returns the exit status."""
    made = pages()
    for old in set(DOCS.glob("reference/*.md")) - {DOCS / path for path in made}:
        old.unlink()
    for path, text in made.items():
        target = DOCS / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    print(f"Wrote {len(made)} pages below {DOCS}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
