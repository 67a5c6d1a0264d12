import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gap,
    Gaps,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import gift_reader, gift_writer

OPTIONS = (AnswerKey("a", 1.0, "Yes."), AnswerKey("b", 0.5), AnswerKey("c", 0.0, "No."))


def written(content, **fields) -> str:
    text, losses = gift_writer.write([NeutralQuestion("q", "Which?", content, **fields)])
    assert losses == []
    return text.decode()


def block(*lines: str) -> str:
    """A question with these lines between its braces."""
    return "::q::[markdown]Which?{" + "".join(f"\n\t{line}" for line in lines) + "\n}\n"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (Choices(True, OPTIONS), ("=a#Yes.", "~%50%b", "~c#No.")),
        (
            Choices(False, (AnswerKey("a", 1.0), AnswerKey("b", -0.5), AnswerKey("c", 0.0))),
            ("~%100%a", "~%-50%b", "~c"),
        ),
        (
            Texts((AnswerKey("a", 1.0), AnswerKey("b", 1 / 3), AnswerKey("c", 0.0))),
            ("=a", "=%33.33333%b", "=%0%c"),
        ),
        (Pairs((("Cat", "x -> y"), ("Dog", "z"))), ("=Cat -> x -> y", "=Dog -> z")),
    ],
)
def test_answers_have_a_line_each(content, lines):
    assert written(content) == block(*lines)


def test_numbers_begin_with_a_mark_and_have_tolerances():
    content = Numbers((NumberKey(1.5, 0.1, 1.0), NumberKey(-1.5, 0.1, 0.25, "The sign.")))
    assert written(content) == (
        "::q::[markdown]Which?{#\n\t=1.5:0.1\n\t=%25%-1.5:0.1#The sign.\n}\n"
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(True, "{TRUE#if false#if true\n}"), (False, "{FALSE#if true#if false\n}")],
)
def test_feedback_on_the_wrong_verdict_comes_first(answer, expected):
    text = written(TrueOrFalse(answer, "if true", "if false"))
    assert expected in text
    (question,), _ = gift_reader.read(text.encode())
    assert question.content == TrueOrFalse(answer, "if true", "if false")


def test_the_explanation_is_the_general_feedback():
    assert written(FreeText(), explanation="Because.").endswith("{\n####Because.\n}\n")


@pytest.mark.parametrize(
    ("content", "fields", "loss"),
    [
        (FreeText(), {"points": 2.0}, "the points; every question has one"),
        (FreeText(), {"tags": ("a",)}, "the tags"),
        (FreeText((("Slope", 1.0),)), {}, "the rubric"),
        (Pairs((("a", "b"),), ("c",)), {}, "targets that belong to no pair"),
        (Numbers((NumberKey(1.0, 0.1, 1.0),), "bits"), {}, "the unit"),
        (Texts((AnswerKey("a", 1.0),), case=True), {}, "that capitals count"),
        (Gaps((Gap("a", ()),)), {}, "left out; GIFT cannot express it"),
        (Order(("a", "b"), "lcs"), {}, "left out; GIFT cannot express it"),
    ],
)
def test_what_gift_cannot_hold_is_reported(content, fields, loss):
    _, losses = gift_writer.write([NeutralQuestion("q", "Which?", content, **fields)])
    assert [str(each) for each in losses] == [f"q: {loss}"]


def test_marks_and_line_breaks_are_escaped():
    text = written(Texts((AnswerKey("a=b~c#d{e}:f\\g\nh", 1.0),)))
    assert r"=a\=b\~c\#d\{e\}\:f\\g\nh" in text


lines = st.text(alphabet="ab ~=#{}:\\%->.\n", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(st.lists(lines, min_size=2, max_size=4, unique=True), st.data())
def test_weights_of_several_options_survive(texts, data):
    fractions = data.draw(st.lists(st.sampled_from([1.0, 0.5, 0.0, -1.0]), min_size=len(texts),
                                   max_size=len(texts)))  # fmt: skip
    keys = tuple(AnswerKey(*pair) for pair in zip(texts, fractions, strict=True))
    text, _ = gift_writer.write([NeutralQuestion("q", "Which?", Choices(False, keys))])
    (question,), losses = gift_reader.read(text)
    assert (question.content, losses) == (Choices(False, keys), [])
