"""Names of types, as a student writes them."""

from __future__ import annotations

MAX_TYPE_NAME = 200
MODULE = "submission"
"""The module that is made from a submission; left out in the names of its types."""


def type_name(kind: type, hide: tuple[str, ...] = ()) -> str:
    """The name of a type as a student writes it; modules in ``hide`` are left out."""
    module = getattr(kind, "__module__", "")
    name = str(getattr(kind, "__qualname__", kind))
    plain = type(module) is not str or module == "builtins" or module in hide
    return (name if plain else f"{module}.{name}")[:MAX_TYPE_NAME]
