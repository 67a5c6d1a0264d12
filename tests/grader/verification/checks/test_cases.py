"""Enough cases, drawn anew, and answered whatever the draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grader.verification.checks.finding import found_in_changed

CASES = """\
import numpy as np

from grader.lab import Case, call, raises


def visible():
    yield Case("small", call("double", np.array([1.0, 2.0, 4.0])), "Twice every entry.")
    yield Case("root of four", call("root", 4.0), "The root of 4 is 2.", weight=2)
    yield Case("root of nine", call("root", 9.0), "The root of 9 is 3.", weight=2)


def hidden(rng):
    for size in range(1, 10):
        yield Case(f"{size} entries", call("double", rng.random(size)), "Twice every entry.")
    yield Case("a root", call("root", float(rng.random())), "Of any number.")
    yield Case("negative", call("root", -1.0), "There is no root.", expects=raises(ValueError))
"""
ROOT = 'call("root", float(rng.random()))'


def test_enough_cases_have_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("cases", tmp_path, cases_py=CASES) == []


def test_a_lab_that_declares_its_arguments_needs_fewer_cases(tmp_path: Path) -> None:
    few = CASES.replace("range(1, 10)", "range(1, 3)")
    declared = few.replace("Case, call", "Case, call, floats, rate, takes").replace(
        "def visible",
        'ARGUMENTS = [takes("double", x=floats()), takes("root", x=rate())]\n\n\ndef visible',
    )
    found = found_in_changed("cases", tmp_path, cases_py=few)
    assert [message.split(". ")[0] for message in found] == [
        "cases.py:12: hidden gives 4 of at least 10 cases"
    ]
    assert found_in_changed("cases", tmp_path, cases_py=declared) == []


def test_too_few_cases_are_counted_by_kind_and_function(tmp_path: Path) -> None:
    few = CASES.replace("range(1, 10)", "range(1, 3)").replace(
        'call("root", 4.0)', "call('double', 1.0)"
    )
    few = few.replace(
        '    yield Case("root of nine", call("root", 9.0), "The root of 9 is 3.", weight=2)\n', ""
    )
    assert found_in_changed("cases", tmp_path, cases_py=few) == [
        "cases.py:6: visible gives 2 of at least 3 cases. Write 1 more.",
        "cases.py:6: no visible case calls root. Write one.",
        "cases.py:11: hidden gives 4 of at least 10 cases. Write 6 more.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            "rng.random(",
            "np.random.default_rng(size if 'size' in dir() else 1).random(",
            ["cases.py:12: hidden gives the same inputs in every draw. Draw inputs from rng"],
        ),
        (
            "rng.random(size)",
            "np.random.random(size)",
            ["cases.py:12: hidden gives other inputs for the same rng. Draw everything from rng"],
        ),
        (
            '"a root"',
            'f"a root {rng.integers(9)}"',
            ['cases.py:12: the cases depend on the draw, "a root'],
        ),
        (
            "np.array([1.0, 2.0, 4.0])",
            "np.random.random(3)",
            ["cases.py:6: visible gives other cases each time that it is called. Write the inputs"],
        ),
    ],
)  # fmt: skip
def test_draws_are_fresh_and_repeatable(
    tmp_path: Path, old: str, new: str, messages: list[str]
) -> None:
    found = found_in_changed("cases", tmp_path, cases_py=CASES.replace(old, new))
    assert [text[: len(start)] for text, start in zip(found, messages, strict=True)] == messages


def test_draw_that_the_reference_refuses_is_named(tmp_path: Path) -> None:
    rare = CASES.replace(ROOT, 'call("root", float(rng.random()) - 0.2)')
    found = found_in_changed("cases", tmp_path, cases_py=rare)
    assert found
    assert found[0].startswith('cases.py:15: the reference answers "a root" on the draw of seed ')
    assert found[0].endswith("Draw inputs that are allowed, or write expects=raises(...).")


def test_refusal_that_does_not_come_on_some_draw_is_named(tmp_path: Path) -> None:
    rare = CASES.replace('call("root", -1.0)', 'call("root", float(rng.random()) - 0.9)')
    found = found_in_changed("cases", tmp_path, cases_py=rare)
    assert "expects ValueError; the reference gives a value. Make the reference refuse" in found[0]
