from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from grader.lab import Lab, call
from grader.lab.model import Metadata, Traffic


def test_lab_has_the_metadata_and_no_field_twice(doubling: Lab) -> None:
    own = {field.name for field in fields(Lab)}
    assert own > {field.name for field in fields(Metadata)}
    assert isinstance(doubling, Metadata)


def test_labs_are_sorted_by_number(doubling: Lab) -> None:
    numbers = ["C1", "L10.1", "L1.10", "L1.9", "L2.1"]
    labs = sorted((replace(doubling, number=n) for n in numbers), key=lambda lab: lab.place)
    assert [lab.number for lab in labs] == ["L1.9", "L1.10", "L2.1", "L10.1", "C1"]


def test_function_is_found_by_its_name(doubling: Lab) -> None:
    assert doubling.function("root").signature == "root(x)"
    with pytest.raises(StopIteration):
        doubling.function("cube")


def test_visible_cases_are_made_and_answered_once(doubling: Lab) -> None:
    made = []

    def visible() -> object:
        made.append(1)
        return doubling.visible

    lab = replace(doubling, make_visible=visible)
    assert lab.visible == lab.visible == doubling.visible
    assert len(made) == 1
    assert [answer.value.tolist() for answer in lab.visible_answers[:1]] == [[2.0, 4.0, 8.0]]


def test_hidden_cases_are_drawn(doubling: Lab) -> None:
    first, second = (doubling.hidden(np.random.default_rng(seed)) for seed in (1, 2))
    assert [case.name for case in first] == [case.name for case in second]
    assert not np.array_equal(first[0].inputs.args[0], second[0].inputs.args[0])


def test_inputs_have_the_names_of_the_signature(doubling: Lab) -> None:
    assert doubling.inputs(call("root", 4.0)) == [("x", 4.0)]
    assert doubling.inputs(call("root", x=4.0)) == [("x", 4.0)]


def test_list_of_labs_shows_functions_and_weights(doubling: Lab) -> None:
    shown = doubling.as_dict()
    assert (shown["lab"], shown["number"], shown["minutes"]) == ("doubling", "L9.1", 5)
    assert shown["functions"][0] == {"name": "double", "signature": "double(x)", "does": "Twice x."}
    assert shown["weights"] == {"correctness": 80.0, "performance": 20.0}
    assert shown["revision"] == doubling.revision


def test_answers_are_written_once_where_nothing_else_is_said(doubling: Lab) -> None:
    assert doubling.traffic == Traffic(reads=0.0, writes=1.0)
