"""A frozen data class with slots."""

from dataclasses import dataclass, field
from typing import Any, Callable


@dataclass(frozen=True, slots=True)
class Rule:
    function: Callable[..., Any]
    notes: list = field(default_factory=list)

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


def styled(function):
    return Rule(function)
