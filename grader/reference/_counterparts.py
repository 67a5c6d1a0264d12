"""What other libraries call the functions of the reference: docs/reference/elsewhere.md.

It is made of the parts "Elsewhere" of docstrings, and `document` writes it with the other pages.
Such a part lists names, each with the call and the difference, if there are any, or says "none":

    Elsewhere: scipy.special.softmax: over all axes by default; torch.nn.functional.gelu.
    Elsewhere: sklearn.svm.SVC(kernel="linear"): C is 1 / (N l2).
    Elsewhere: none: left to automatic differentiation.

A gradient `name_grad` may leave it out: it stands with `name`, as other libraries derive by
themselves.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

COLUMNS = {"scipy": "SciPy", "sklearn": "scikit-learn", "torch": "PyTorch", "keras": "Keras"}
OTHERS = {
    "jax": "JAX",
    "numpy": "NumPy",
    "optax": "Optax",
    "tensorflow": "TensorFlow",
    "torchvision": "torchvision",
}
LIBRARIES = COLUMNS | OTHERS
PART = re.compile(r"^Elsewhere: (.*?)(?=^\w|\Z)", re.MULTILINE | re.DOTALL)
ITEM = re.compile(
    r"(?P<name>\w+(?:\.\w+)*)(?P<call>\((?:[^()]|\([^()]*\))*\))?(?:: (?P<difference>\S.*))?"
)
TEXT = """\
What SciPy, scikit-learn, PyTorch, Keras and a few others call the names of the reference, and where
their conventions differ. A difference is one from what the function here does by default. Where
none is given, results agree up to rounding, or the rest is a matter of how it is called. Versions:
SciPy 1.17, scikit-learn 1.9, PyTorch 2.13, Keras 3.

PyTorch, TensorFlow, Keras and JAX derive by themselves, so that gradients have no names there: a
gradient stands with its function, and has a line of its own where conventions differ at a kink."""


class Counterpart(NamedTuple):
    """A name of another library, how it is called, and what is different about it."""

    name: str
    call: str
    difference: str

    @property
    def library(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]


def counterparts(docstring: str) -> list[Counterpart] | None:
    """What the part "Elsewhere" lists, nothing for "none"; None without such a part."""
    part = PART.search(docstring)
    if part is None:
        return None
    text = " ".join(part[1].split()).removesuffix(".")
    if text == "none" or text.startswith("none: "):
        return []
    return [_counterpart(item) for item in text.split("; ")]


def _counterpart(text: str) -> Counterpart:
    match = ITEM.fullmatch(text)
    if match is None or not _of_a_library(match["name"]):
        raise ValueError(
            f"Elsewhere: {text!r} should be a full name with a difference, if there is one, as in "
            f"'scipy.special.softmax: over all axes by default', or 'none'. Libraries: "
            f"{', '.join(LIBRARIES)}."
        )
    return Counterpart(match["name"], match["call"] or "", match["difference"] or "")


def _of_a_library(name: str) -> bool:
    library, dot, _ = name.partition(".")
    return bool(dot) and library in LIBRARIES


def wanting(name: str, value: Any) -> bool:
    """Whether a public name has to say what it is called elsewhere: functions and estimators."""
    return not inspect.isclass(value) or hasattr(value, "fit")


def rows(module: ModuleType) -> Iterator[tuple[str, list[Counterpart] | None]]:
    """The names of a module with what they list; a gradient without a list is left out."""
    for name in module.__all__:
        value = getattr(module, name)
        found = counterparts(inspect.getdoc(value) or "")
        if found is None and (_is_gradient(name, module) or not wanting(name, value)):
            continue
        yield name, found


def _is_gradient(name: str, module: ModuleType) -> bool:
    return name.endswith("_grad") and name.removesuffix("_grad") in module.__all__


def page(groups: Mapping[str, Sequence[ModuleType]]) -> list[str]:
    """The blocks of the page, from the modules of each package."""
    made = [TEXT]
    for title, modules in groups.items():
        listed: dict[str, list[Counterpart]] = {}
        alone = []
        for module in modules:
            for name, found in rows(module):
                link = f"[{_shown(name, module)}]({title}.md#{name.lower()})"
                if found:
                    listed[link] = found
                else:
                    alone.append(link)
        made.append(f"## {title}")
        if listed:
            made.append(_table(listed))
        if alone:
            made.append(f"Without a counterpart: {', '.join(alone)}.")
    return made


def _shown(name: str, module: ModuleType) -> str:
    """The name, with its gradient if that has no line of its own."""
    gradient = getattr(module, f"{name}_grad", None)
    if gradient is None or counterparts(inspect.getdoc(gradient) or ""):
        return name
    return f"{name}, {name}_grad"


def _table(listed: Mapping[str, Sequence[Counterpart]]) -> str:
    """A line for each name, without the columns that would be empty."""
    heads = ["Here", *COLUMNS.values(), "Others", "Differences"]
    lines = [_line(link, found) for link, found in listed.items()]
    kept = [i for i in range(len(heads)) if any(line[i] for line in lines)]
    shown = [heads, [":--"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(line[i] for i in kept)} |" for line in shown)


def _line(link: str, found: Sequence[Counterpart]) -> list[str]:
    cells = [link]
    for library in COLUMNS:
        mine = [item for item in found if item.library == library]
        cells.append("<br>".join(f"`{item.name.partition('.')[2]}{item.call}`" for item in mine))
    foreign = [item for item in found if item.library in OTHERS]
    cells.append("<br>".join(f"`{item.name}{item.call}`" for item in foreign))
    names = [item.name for item in found]
    cells.append(
        "; ".join(
            f"{LIBRARIES[item.library]} `{item.name.rpartition('.')[2]}"
            f"{item.call if names.count(item.name) > 1 else ''}`: {item.difference}"
            for item in found
            if item.difference
        )
    )
    return [cell.replace("|", r"\|") for cell in cells]
