"""The tables are true of the NumPy and the Python that run submissions."""

from __future__ import annotations

import importlib
import re

import numpy as np
import pytest

from grader.feedback.hints.exceptions import numpy_names

pytestmark = pytest.mark.filterwarnings("ignore")


def exists(text: str) -> bool:
    """Whether each dotted name of NumPy in a remedy is there."""
    for path in re.findall(r"\bnp((?:\.\w+)+)", text):
        thing = np
        for name in path[1:].split("."):
            if not hasattr(thing, name):
                return False
            thing = getattr(thing, name)
    return True


def test_removed_names_are_gone_and_their_successors_are_there() -> None:
    assert [name for name in numpy_names.SUCCESSORS if hasattr(np, name)] == []
    assert [text for text in numpy_names.SUCCESSORS.values() if not exists(text)] == []


def test_every_name_that_numpy_2_expired_has_a_successor() -> None:
    """From NumPy's own list, apart from what no lab can need."""
    from numpy._expired_attrs_2_0 import __expired_attributes__ as expired

    niche = {
        *("set_numeric_ops", "add_newdoc", "add_docstring", "add_newdoc_ufunc", "lookfor"),
        *("maximum_sctype", "sctypes", "deprecate", "deprecate_with_doc", "get_array_wrap"),
        *("DataSource", "issctype", "tracemalloc_domain"),
    }
    assert set(expired) - niche - set(numpy_names.SUCCESSORS) == set()


def test_names_of_other_libraries_are_not_numpys() -> None:
    names = [*numpy_names.ELSEWHERE, *numpy_names.IN_SCIPY]
    assert [name for name in names if hasattr(np, name)] == []
    assert [text for text in numpy_names.ELSEWHERE.values() if not exists(text)] == []


def test_methods_are_not_those_of_arrays() -> None:
    remedies = {**numpy_names.TENSOR_METHODS, **numpy_names.REMOVED_METHODS}
    assert [name for name in remedies if hasattr(np.ones(2), name)] == []
    assert [text for text in remedies.values() if not exists(text)] == []
    used = [name for text in remedies.values() for name in re.findall(r"\bx\.(\w+)", text)]
    assert [name for name in used if not hasattr(np.ones(2), name)] == []


@pytest.mark.parametrize(("module", "name"), numpy_names.NEWER)
def test_newer_names_are_not_in_this_python(module: str, name: str) -> None:
    assert not hasattr(importlib.import_module(module), name)


def test_remedy_that_is_not_in_numpy_is_noticed() -> None:
    assert exists("np.linalg.norm(x)")
    assert not exists("np.linalg.nrom")
