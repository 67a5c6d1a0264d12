"""Whatever is typed or uploaded is read in a time that its size bounds.

Each input is the longest that its way lets through. Read in the square of its length it would take
minutes to days; the limit below is only there to end such a test.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from grader.feedback.hints.parsing import hint_for_text
from grader.files.faults import Faults
from grader.files.yaml_nodes import parse_yaml
from grader.sandbox.outcome import RaisedException
from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import ExchangeError
from quizzes.contract.readings import read_number
from quizzes.exchange import cloze, gift_reader
from quizzes.exchange.formats import import_quiz
from quizzes.exchange.html import markdown_from_html
from quizzes.exchange.text import from_moodle_math
from quizzes.formulas.expressions import FormulaError, evaluate, parse
from quizzes.formulas.placeholders import fill_placeholders
from quizzes.types import type_names
from tests.quizzes.writing import example_of, question_of, quiz_of

LIMIT = 60  # seconds of processor time; what is tested takes less than one
LONGEST = 1_500_000  # characters of one request


@contextmanager
def bounded() -> Iterator[None]:
    def end(*_: object) -> None:
        raise TimeoutError("the time grows faster than the input")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("piece", ["\n", " ", "\n ", "print \n", "In [", "1 ", "a b ", "(", "&#"])
def test_code_that_does_not_parse_gets_its_hint_at_once(piece):
    text = piece * (256 * 1024 // len(piece)) + "x"
    with bounded():
        hint_for_text(text, RaisedException("SyntaxError", "invalid syntax", ((1, ""),)))


@pytest.mark.parametrize("piece", ["{{", "{{a", "{{ a:", "}}", "{{a}"])
def test_marks_that_are_never_closed_in_an_authors_text(piece):
    with bounded():
        assert fill_placeholders(piece * (1_000_000 // len(piece)), {})


@pytest.mark.parametrize("piece", ["<a", "<!--", "<x ", "\\(", "\\[", " ", "<p>", "&#"])
def test_texts_of_other_systems(piece):
    for read in (markdown_from_html, from_moodle_math):
        with bounded():
            read(piece * (10_000 // len(piece)))
        with pytest.raises(ExchangeError, match="more than 10,000 characters"):
            read(piece * 10_001)
    with bounded():
        gift_reader.read(f"::t::x{{={piece * (LONGEST // len(piece))}}}".encode())


@pytest.mark.parametrize("piece", ["{1:SA:", "{1:MC:=a~", "\\", "{"])
def test_embedded_answers_that_are_never_closed(piece):
    with bounded(), pytest.raises(ExchangeError):
        cloze.read(piece * (10_000 // len(piece)))


@pytest.mark.parametrize(
    "typed", ["9" * LONGEST, "1" + "0" * LONGEST + "x", "1e" + "9" * LONGEST, "1/" * (LONGEST // 2)]
)
def test_a_number_of_a_million_digits(typed):
    with bounded():
        assert read_number(typed).value is None


@pytest.mark.parametrize(
    "formula",
    [
        "2**9999999999", "9**9**9**9", "-" * 499 + "1", "(" * 249 + "1" + ")" * 249, "1e999999999",
        "1" * 500, "10**15 * 10**15", "+".join(["x"] * 100), "max(" * 60 + "1" + ")" * 60,
        "['a'] * 10**14", "reshape(range(1000), 1000, 1) * range(1000) * 1",
    ],
)  # fmt: skip
def test_a_formula_ends_or_is_refused(formula):
    from quizzes.formulas.sampling import formula_names

    with bounded():
        try:
            evaluate(parse(formula), formula_names() | {"x": 1.0})
        except FormulaError as refusal:
            assert str(refusal)


@pytest.mark.parametrize("kind", type_names())
def test_a_field_as_long_as_a_request_can_be(kind):
    question = question_of(example_of(kind))
    for text in ("9" * LONGEST, "a " * (LONGEST // 2), "c1:1 " * (LONGEST // 5), "\\" * LONGEST):
        for fields in ({"": [text]}, {"x": [text], "0-0": [text], "place-a": [text]}):
            with bounded():
                posted = question.from_form(fields)
                assert posted is None or isinstance(
                    question.parse_response(posted), InvalidResponse
                )


@pytest.mark.parametrize(
    "response",
    [
        10**1_000_000, [10**1_000_000], -(10**300), ["a"] * 1_000_000, [["a"]] * 100_000,
        {str(n): "a" for n in range(100_000)}, [{"line": "a", "indent": 10**5000}] * 100_000,
    ],
    ids=["huge", "huge-in-list", "negative", "many", "nested", "object", "lines"],
)  # fmt: skip
@pytest.mark.parametrize("kind", type_names())
def test_a_response_as_a_value_of_any_size(kind, response):
    with bounded():
        assert isinstance(question_of(example_of(kind)).parse_response(response), InvalidResponse)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: " + "9" * 10_000, "9999-99-99",
     "a: !!int x", "a: " + "1:" * 10_000 + "1", "a: 0x" + "f" * 10_000, "? " * 10_000,
     "a: 0o" + "7" * 10_000, "a: !!binary $", "a: !!timestamp x", "a: 1e" + "9" * 10_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_quiz_file_gets_its_fault_and_no_more(text):
    faults = Faults()
    with bounded():
        parse_yaml(text, "quiz.yaml", faults)


def test_an_answer_with_many_stars_from_another_system():
    """Each star stands for anything; one engine would try every way to share the letters out."""
    text, _, faults = import_quiz(b"::t::x{=" + b"a*" * 60 + b"b=plain}", "gift", "Stars")
    assert [str(fault) for fault in faults] == []
    question = quiz_of(text).slots[0].variants[0]
    with bounded():
        assert question.score(question.parse_response("a" * 200)).fraction == 0.0
    assert question.score(question.parse_response("a" * 199 + "b")).fraction == 1.0
