"""What can explain a failure, one file a source. A new source is a file with ``SOURCE``.

A source gets the `Evidence` and yields explanations; `grader.feedback.ranking` decides which of
them are told.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from grader.feedback.explanation import Source

__all__ = ["sources"]


@cache
def sources() -> tuple[Source, ...]:
    """All sources, those with the strongest evidence first."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{name}").SOURCE for name in names]
    return tuple(sorted(found, key=lambda source: source.strength))
