"""Question types: one module each, found by being here.

A module ``quizzes/types/<name>.py`` has a docstring with an example in YAML, and ``TYPE``, an
instance of a `quizzes.contract.question_type.QuestionType`; a template of the same name shows it.
Nothing else knows of a type.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from quizzes.contract.question_type import QuestionType


@cache
def type_names() -> tuple[str, ...]:
    """The names of all types: of the modules here, not of what they share."""
    modules = pkgutil.iter_modules(__path__)
    return tuple(sorted(module.name for module in modules if not module.ispkg))


@cache
def question_type(name: str) -> QuestionType[Any, Any]:
    """The type of a name. Raises LookupError for a name that is not one of `type_names`."""
    if name not in type_names():
        raise LookupError(f'there is no question type "{name}"')
    found: QuestionType[Any, Any] = import_module(f"{__name__}.{name}").TYPE
    return found
