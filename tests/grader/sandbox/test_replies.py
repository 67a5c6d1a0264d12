"""What a guest reports, as an outcome: nothing of it believed, in a student's words."""

from __future__ import annotations

from typing import Any

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, RaisedException
from grader.sandbox.outcome import MissingPart
from grader.sandbox.replies import Source, to_outcome
from grader.sandbox.wire import ProtocolError
from grader.values.unsent import UnsentValue

SOURCE = Source.of("one\r\ntwo\rthree\nfour")


REPORT = {"raised": "ValueError", "message": "m", "lines": [2], "bases": ["Exception"]}


def outcome_of(**changes: Any) -> Outcome:
    return to_outcome(REPORT | changes, SOURCE)


def raised(**changes: Any) -> RaisedException:
    found = outcome_of(**changes).raised
    assert found is not None
    return found


def test_lines_are_looked_up_in_our_own_copy() -> None:
    assert raised(lines=[1, 2, 4]).lines == ((1, "one"), (2, "two"), (4, "four"))


def test_lines_that_are_not_in_the_file_are_left_out() -> None:
    assert raised(lines=[0, -1, 99, 1.5, None, True, "1", 10**30]).lines == ()


def test_deep_traceback_is_cut() -> None:
    assert len(raised(lines=[1] * 1000).lines) == 30


def test_base_classes_are_named_nearest_first_and_cut() -> None:
    assert raised(bases=["A", "B"]).bases == ("A", "B")
    assert len(raised(bases=["A"] * 1000).bases) == 8


@pytest.mark.parametrize(
    "changes", [{"message": 7}, {"lines": "12"}, {"raised": None}, {"bases": {}}, {"bases": [1]}]
)
def test_parts_of_the_wrong_kind_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        outcome_of(**changes)


def test_unknown_report_is_refused() -> None:
    with pytest.raises(ProtocolError):
        to_outcome({"other": 1}, SOURCE)


@pytest.mark.parametrize(
    ("type_", "message"),
    [
        ("RuntimeError", "can't start new thread"),
        ("BlockingIOError", "[Errno 11] Resource temporarily unavailable"),
    ],
)
def test_want_of_threads_and_processes_is_the_process_limit(type_: str, message: str) -> None:
    assert outcome_of(raised=type_, message=message).verdict is Verdict.process_limit
    assert outcome_of(raised=type_, message="another").verdict is Verdict.raised


@pytest.mark.parametrize(
    ("report", "verdict", "detail"),
    [
        ({}, Verdict.passed, ""),
        ({"exit": "3", "lines": [1]}, Verdict.ended_early, "It called exit(3)."),
        ({"not_callable": "int"}, Verdict.no_such_function, "f is no function; it is int."),
        (
            {"unsupported": "set", "like": "", "inside": ""},
            Verdict.wrong_type,
            "It returned a set.",
        ),
        (
            {"unsupported": "Money", "like": "float", "inside": "list"},
            Verdict.wrong_type,
            "It returned a list that holds a value of type Money.",
        ),
        ({"too_large": "9 bytes"}, Verdict.output_limit, "It returned 9 bytes."),
        ({"missing": []}, Verdict.no_such_function, "There is no f in the file."),
    ],
)
def test_report_becomes_a_verdict_and_a_sentence(
    report: dict[str, Any], verdict: Verdict, detail: str
) -> None:
    outcome = to_outcome(report, SOURCE, "f")
    assert (outcome.verdict, str(outcome.detail)) == (verdict, detail)


def test_line_of_an_exit_is_kept() -> None:
    raised = to_outcome({"exit": "3", "lines": [1, 99]}, SOURCE).raised
    assert raised is not None
    assert (raised.type, raised.message, [line for line, _ in raised.lines]) == (
        "SystemExit",
        "3",
        [1],
    )
    with pytest.raises(ProtocolError, match="lines were expected"):
        to_outcome({"exit": "3"}, SOURCE)


@pytest.mark.parametrize(
    "key", ["exit", "not_callable", "unsupported", "like", "inside", "too_large"]
)
@pytest.mark.parametrize("value", [7, None, ["x"], {}])
def test_text_is_text_or_refused(key: str, value: Any) -> None:
    unsent = {"unsupported": "", "like": "", "inside": ""}
    rest = unsent if key in unsent else {}
    with pytest.raises(ProtocolError, match="text was expected"):
        to_outcome({**rest, key: value}, SOURCE)


def test_what_cannot_be_sent_is_named_in_safe_text() -> None:
    unsent = to_outcome({"unsupported": "A\u202eB", "like": "float", "inside": ""}, SOURCE).unsent
    assert unsent == UnsentValue("A\\u202eB", "float")


@pytest.mark.parametrize("names", ["f", [1], {}, None])
def test_names_are_a_list_of_texts_or_refused(names: Any) -> None:
    with pytest.raises(ProtocolError, match="names were expected"):
        to_outcome({"missing": names}, SOURCE, "f")


@pytest.mark.parametrize("found", [[1], "line", [1, 2], [None, None], [1, "m", 2]])
def test_syntax_error_is_a_line_and_a_message_or_refused(found: Any) -> None:
    with pytest.raises(ProtocolError):
        to_outcome({"syntax": found}, SOURCE)


def test_text_of_a_guest_is_made_safe() -> None:
    assert raised(message="\x1b[31m", raised="A\u202eB").message == "\\x1b[31m"
    assert "\u202e" not in raised(raised="A\u202eB").type


def test_memory_error_is_the_memory_limit() -> None:
    assert outcome_of(memory=True).verdict is Verdict.memory_limit


def test_missing_module_says_what_there_is() -> None:
    detail = outcome_of(raised="ModuleNotFoundError", module="torch").detail
    assert detail == "Only the Python standard library and NumPy are available."


def test_long_message_is_cut() -> None:
    assert raised(message="x" * 5000).message.endswith("… (cut)")


def test_look_alike_of_the_function_is_named() -> None:
    report = {"missing": ["pen\u0430lty", "other"]}
    assert "only looks like penalty" in to_outcome(report, SOURCE, "penalty").detail


CELLS = Source.of("# %% Cell 1\na = 1\n# %% Cell 4\nb = 2\nc = 3")


def test_lines_of_a_notebook_are_named_by_their_cell() -> None:
    found = to_outcome(REPORT | {"lines": [2, 5]}, CELLS).raised
    assert found is not None
    assert [found.place(number) for number, _ in found.lines] == [
        "cell 1, line 1",
        "cell 4, line 2",
    ]
    assert raised().place(2) == "line 2"


def test_lines_that_were_skipped_come_with_their_reason() -> None:
    outcome = to_outcome(
        {"skipped": [[1, 2, None], [4, 4, REPORT], [5, 5, {"exit": "3", "lines": [5]}]]}, CELLS
    )
    assert outcome.verdict is Verdict.passed
    assert [(piece.first, piece.last) for piece in outcome.skipped] == [(1, 2), (4, 4), (5, 5)]
    assert [piece.reason and piece.reason.verdict for piece in outcome.skipped] == [
        None,
        Verdict.raised,
        Verdict.ended_early,
    ]


@pytest.mark.parametrize(
    "skipped",
    [
        None,
        [7],
        [[1, 2]],
        [[0, 1, None]],
        [[2, 1, None]],
        [[1, 6, None]],
        [[True, 1, None]],
        [[1.0, 2.0, None]],
        [[1, 1, "text"]],
        [[1, 1, {"other": 1}]],
        [[1, 1, {"skipped": []}]],
        [[1, 1, None]] * 2001,
    ],
    ids=lambda skipped: str(skipped)[:30],
)
def test_skipped_lines_of_the_wrong_kind_are_refused(skipped: Any) -> None:
    with pytest.raises(ProtocolError):
        to_outcome({"skipped": skipped}, CELLS)


def test_missing_part_of_a_result_is_said() -> None:
    outcome = to_outcome({"no_part": [0, "[1]", "numpy.nda\x1brray"]}, Source(()))
    assert outcome.verdict is Verdict.wrong_type
    assert outcome.detail == "Call 1 returned numpy.nda\\x1brray, which has no [1]."
    assert outcome.missing == MissingPart(0, "[1]", "numpy.nda\\x1brray")
    assert to_outcome({"no_part": [5000, "[1]", "dict"]}, Source(())).missing is None


@pytest.mark.parametrize(
    "report",
    [None, [], [0, "[1]"], ["0", "[1]", "x"], [True, "[1]", "x"], [0, 1, "x"], [0, "x", []]],
)
def test_odd_report_of_a_missing_part_is_against_the_protocol(report: Any) -> None:
    with pytest.raises(ProtocolError):
        to_outcome({"no_part": report}, Source(()))
