from __future__ import annotations

from collections import OrderedDict

import numpy as np
import pytest

from grader.sandbox.guest.names import MAX_TYPE_NAME, MODULE, type_name


class Outer:
    class Inner:
        pass


Outer.__module__ = Outer.Inner.__module__ = MODULE


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (int, "int"),
        (np.float32, "numpy.float32"),
        (OrderedDict, "collections.OrderedDict"),
        (Outer.Inner, "Outer.Inner"),
    ],
)
def test_type_has_the_name_that_a_student_writes(kind: type, name: str) -> None:
    assert type_name(kind, (MODULE,)) == name


def test_module_is_shown_where_it_is_not_hidden() -> None:
    assert type_name(Outer) == "submission.Outer"


def test_odd_names_are_text_and_short() -> None:
    assert len(type_name(type("x" * 1000, (), {}))) == MAX_TYPE_NAME
    assert type_name(type("Odd", (), {"__module__": 3}), ()) == "Odd"
