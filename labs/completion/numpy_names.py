"""Names of the installed NumPy with their signatures and one summary line each, for the editor.

They are read from NumPy itself when they are first asked for, so that they are those of the
version that submissions run with (this environment's) and nobody keeps a list. Of the documentation
only the first sentence is taken; NumPy and its documentation are under the BSD 3-clause license.
"""

from __future__ import annotations

import inspect
import re
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

PLACES = ("", "linalg", "random", "fft")
"""Modules whose names are offered, below ``np``."""
_SUMMARY_CHARS = 160
_SIGNATURE_CHARS = 200
_UFUNC_REST = ", casting='same_kind', order='K', dtype=None, subok=True[, signature]"

Names = dict[str, dict[str, list[str]]]


@cache
def numpy_names() -> Names:
    """By place (``np``, ``np.linalg``, ``ndarray``, ``Generator``) and name: signature, summary.

    A signature begins with its bracket; it is empty for what is not called.
    """
    found = {_label(place): _module_names(_module(place)) for place in PLACES}
    found["ndarray"] = _members(np.ndarray)
    found["Generator"] = _members(np.random.Generator)
    return found


def version() -> str:
    """NumPy's, which addresses carry so that browsers may keep what is behind them."""
    return np.__version__


def _label(place: str) -> str:
    return f"np.{place}" if place else "np"


def _module(place: str) -> ModuleType:
    return getattr(np, place) if place else np


def _module_names(module: ModuleType) -> dict[str, list[str]]:
    public = getattr(module, "__all__", None) or dir(module)
    members = {name: getattr(module, name, None) for name in public if not name.startswith("_")}
    return {
        name: _entry(name, member)
        for name, member in sorted(members.items())
        if not inspect.ismodule(member) or module is np
    }


def _members(owner: type) -> dict[str, list[str]]:
    public = (name for name in dir(owner) if not name.startswith("_"))
    return {name: _entry(name, getattr(owner, name, None)) for name in public}


def _entry(name: str, member: Any) -> list[str]:
    if isinstance(member, (bool, int, float)) or member is None:
        return ["", repr(member)]
    paragraphs = _paragraphs(getattr(member, "__doc__", None) or "")
    heads = [text for text in paragraphs[:2] if _is_signature(name, text)]
    rest = [text for text in paragraphs if not _is_signature(name, text)]
    return [_signature(member, heads)[:_SIGNATURE_CHARS], _summary(rest)]


def _paragraphs(doc: str) -> list[str]:
    """Each as one line, without underlined titles and the dashes that C code puts in."""
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(doc))
    texts = (" ".join(block.split()) for block in blocks)
    return [text for text in texts if text and not re.search(r"===|---|^--$", text)]


def _is_signature(name: str, text: str) -> bool:
    return re.match(rf"(?:\w+\.)*{re.escape(name)}\(", text) is not None


def _signature(member: Any, heads: list[str]) -> str:
    """Of what has one. NumPy's compiled functions have it in the first line of their text."""
    if not callable(member):
        return ""
    if heads and (found := re.search(r"\(.*?\)(?=\s|$)", heads[0])):
        return found[0].replace(_UFUNC_REST, ", dtype=None, …")
    try:
        text = str(inspect.signature(member))
    except (TypeError, ValueError):
        return ""
    return re.sub(r"^\(self(, /)?(, )?", "(", text)


def _summary(paragraphs: list[str]) -> str:
    """The first sentence."""
    text = paragraphs[0] if paragraphs else ""
    text = re.sub(r":\w+:`~?([^`]*)`|``?([^`]*)``?", _plain, text)
    sentence = re.split(r"(?<=[.])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= _SUMMARY_CHARS else sentence[: _SUMMARY_CHARS - 1] + "…"


def _plain(found: re.Match[str]) -> str:
    return found[1] or found[2] or ""
