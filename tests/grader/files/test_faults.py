from __future__ import annotations

import pytest

from grader.files.faults import MOST_CHARS, Fault, Faults, FaultyFiles, did_you_mean, nearest


def test_faults_are_sorted_by_file_and_line() -> None:
    faults = Faults()
    for file, line in (("b.yaml", 1), ("a.yaml", 9), ("a.yaml", 2)):
        faults.add(file, line, "is wrong")
    assert [str(fault) for fault in faults] == [
        "a.yaml:2: is wrong",
        "a.yaml:9: is wrong",
        "b.yaml:1: is wrong",
    ]
    assert len(faults) == 3
    assert next(iter(faults)).as_dict() == {"file": "a.yaml", "line": 2, "message": "is wrong"}


@pytest.mark.parametrize(
    ("files", "summary"),
    [
        (["a"], "1 fault in 1 file; nothing was loaded."),
        (["a", "a"], "2 faults in 1 file; nothing was loaded."),
        (["a", "b", "b"], "3 faults in 2 files; nothing was loaded."),
    ],
)
def test_summary_counts(files: list[str], summary: str) -> None:
    assert Faults([Fault(file, 1, "is wrong") for file in files]).summary() == summary


def test_summary_says_what_follows() -> None:
    assert Faults([Fault("a", 1, "x")]).summary("no lab was read").endswith("; no lab was read.")


def test_exception_lists_every_fault() -> None:
    faults = Faults([Fault("b", 2, "is worse"), Fault("a", 1, "is wrong")])
    error = FaultyFiles(faults)
    assert error.faults is faults
    assert str(error).splitlines() == [
        "a:1: is wrong",
        "b:2: is worse",
        "2 faults in 2 files; nothing was loaded.",
    ]


@pytest.mark.parametrize(
    ("word", "near"), [("rigde", "ridge"), ("ridg", "ridge"), ("lasso", "lasso"), ("x", "")]
)
def test_nearest_name(word: str, near: str) -> None:
    known = ["ridge", "lasso", "elastic"]
    assert nearest(word, known) == near
    assert did_you_mean(word, known) == (f' Did you mean "{near}"?' if near else "")


def test_long_names_are_not_compared() -> None:
    long = "a" * (MOST_CHARS + 1)
    assert nearest(long, [long]) == ""
    assert nearest("a" * 10**6, ["b"]) == ""
