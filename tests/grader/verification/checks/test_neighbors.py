"""A lab among the others: its number, and what has to be done before it."""

from __future__ import annotations

from pathlib import Path

from tests.grader.small_lab import FILES, write_lab
from tests.grader.verification.checks.finding import found

YAML = FILES["lab.yaml"]


def with_needs(number: str, *needs: str) -> str:
    return YAML.replace("L9.1", number) + f"needs: [{', '.join(needs)}]\n"


def test_lab_alone_has_no_fault(tmp_path: Path) -> None:
    assert found("neighbors", write_lab(tmp_path)) == []


def test_number_of_another_lab_is_a_fault(tmp_path: Path) -> None:
    write_lab(tmp_path, "tripling")
    assert found("neighbors", write_lab(tmp_path)) == [
        "lab.yaml:1: tripling has the number L9.1 already. Take one that is free."
    ]


def test_prerequisite_that_is_no_lab_is_a_fault(tmp_path: Path) -> None:
    write_lab(tmp_path, "tripling", lab_yaml=with_needs("L9.2"))
    folder = write_lab(
        tmp_path, lab_yaml=with_needs("L9.1", "triplng", "x", "doubling", "tripling")
    )
    assert found("neighbors", folder) == [
        'lab.yaml:12: needs "triplng", which is no lab. Did you mean "tripling"?',
        'lab.yaml:12: needs "x", which is no lab. Write the slug of a lab; python -m grader labs '
        "lists them.",
        "lab.yaml:12: the lab needs itself. Remove it from needs.",
    ]


def test_labs_that_need_each_other_are_a_fault(tmp_path: Path) -> None:
    write_lab(tmp_path, "tripling", lab_yaml=with_needs("L9.2", "halving"))
    write_lab(tmp_path, "halving", lab_yaml=with_needs("L9.3", "doubling"))
    folder = write_lab(tmp_path, lab_yaml=with_needs("L9.1", "tripling"))
    assert found("neighbors", folder) == [
        "lab.yaml:12: needs tripling, which needs this lab. Remove one of the two from the other's "
        "needs."
    ]
