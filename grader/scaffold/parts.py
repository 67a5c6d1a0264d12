"""What templates of a new lab are filled with: signatures, calls, and what is still unwritten."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader import reference


@dataclass(frozen=True)
class Asked:
    """A function that the lab asks for; ``known`` says that `grader.reference` has it."""

    name: str
    signature: str
    does: str
    required: int
    known: bool


def parts_of(slug: str, number: str, asked: Sequence[Asked]) -> dict[str, str]:
    """The texts for a lab's templates, by the names that they have there.

    Args:
        slug: of the lab.
        number: such as ``L9.1``.
        asked: the functions that the lab asks for, at least one.
    """
    return {
        "number": number,
        "first": asked[0].name,
        "trained": "\n\n\n".join(map(_trained, asked)),
        "title": slug.replace("_", " ").capitalize(),
        "names": " and ".join(f"`{one.signature}`" for one in asked),
        "functions": "\n".join(map(_declaration, asked)),
        "starters": "\n\n\n".join(map(_starter, asked)),
        "reference": _reference(asked),
        "unwritten": "\n".join(map(_unwritten, asked)),
        "visible": "\n".join(_case(one, "zeros", "np.zeros(3)") for one in asked),
        "hidden": "\n".join(_case(one, "drawn numbers", "rng.normal(size=5)") for one in asked),
        "timed": f"    return [{', '.join(_call(one, 'rng.normal(size=size)') for one in asked)}]",
    }


_WEIGHTS = ("sample_weight", "class_weight")
"""What nearly every loss, metric and model takes: a lab on weights asks for them by itself."""


def asked_for(name: str, arguments: str = "x") -> Asked:
    """The function as the reference documents it, or one of ``arguments`` where it has none."""
    function = getattr(reference, name, None)
    if not callable(function):
        does, count = "TODO: Say in one line what it computes.", len(arguments.split(","))
        return Asked(name, f"{name}({arguments})", does, count, False)
    parameters = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name not in _WEIGHTS
    ]
    text = re.sub(r"<class 'numpy\.(\w+)'>", r"np.\1", str(inspect.Signature(parameters)))
    does = (inspect.getdoc(function) or "").partition("\n")[0]
    required = [p for p in parameters if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
    return Asked(name, f"{name}{text}", does, len(required), True)


def _declaration(one: Asked) -> str:
    does = one.does.replace("\\", "\\\\").replace('"', '\\"')
    return f'  - signature: {_quoted(one.signature)}\n    does: "{does}"'


def _quoted(signature: str) -> str:
    """In quotes where YAML would read something else: ``f(x, reduction='none')`` needs none."""
    return f'"{signature}"' if any(mark in signature for mark in (": ", " #", "{")) else signature


def _starter(one: Asked) -> str:
    doc = one.does.replace("\\", "\\\\").replace('"""', "'''")
    return (
        f'def {one.signature}:\n    """{doc}"""\n'
        f'    raise NotImplementedError("{one.name} is still to be written")'
    )


def _reference(asked: Sequence[Asked]) -> str:
    """Imports of what there is, and definitions of what there is not."""
    known = ", ".join(sorted(one.name for one in asked if one.known))
    imports = [f"from grader.reference import {known}"] if known else []
    new = [
        f"# TODO: Put {one.name} into grader.reference and import it here, or write it out.\n"
        f"def {one.signature}:\n    return x"
        for one in asked
        if not one.known
    ]
    names = ", ".join(f'"{one.name}"' for one in asked)
    return "\n\n\n".join(["\n\n".join([*imports, f"__all__ = [{names}]"]), *new])


def _trained(one: Asked) -> str:
    """Of a lab that trains: an import, or a function that trains a small model."""
    if one.known:
        return f"from grader.reference import {one.name}"
    return (
        f"# TODO: Train the model, best with functions of grader.reference.\n"
        f"def {one.signature}:\n    return [X[y == label].mean(axis=0) for label in (0, 1)]"
    )


def _unwritten(one: Asked) -> str:
    return f"\n\ndef {one.signature}:\n    raise NotImplementedError"


def _case(one: Asked, what: str, value: str) -> str:
    hint = "Say what a student should think of who fails here."
    return f'    yield Case("{one.name} of {what}", {_call(one, value)}, hint="TODO: {hint}")'


def _call(one: Asked, value: str) -> str:
    return f'call("{one.name}", {", ".join([value] * max(1, one.required))})'
