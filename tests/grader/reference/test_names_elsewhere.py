"""What docstrings say other libraries call a name is found there."""

from __future__ import annotations

from importlib import import_module

import numpy
import pytest
import scipy
import sklearn
import torch

from grader.reference import _counterparts, document


@pytest.mark.parametrize("library", [scipy, sklearn, torch, numpy])
def test_names_of_a_library_exist(library):
    names = {
        item.name
        for module in document.modules()
        for _, found in _counterparts.rows(module)
        for item in found
        if item.library == library.__name__
    }
    assert names
    assert [name for name in sorted(names) if not exists(name)] == []


def exists(name: str) -> bool:
    """Whether a dotted name is a module, or something within one."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            value = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            value = getattr(value, part, None)
        return value is not None
    return False


def test_a_name_that_is_gone_is_found_out():
    assert exists("scipy.special.expit")
    assert exists("sklearn.preprocessing.StandardScaler.transform")
    assert not exists("scipy.special.gone")
    assert not exists("torch.gone.relu")
