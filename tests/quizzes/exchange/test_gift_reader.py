import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    ExchangeError,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Pairs,
)
from quizzes.exchange import formats, gift_reader, gift_writer
from tests.cpu_time import cpu_limit
from tests.quizzes.writing import quiz_of

GIFT = r"""
// A comment
$CATEGORY: $course$/top

::Grant:: Who is buried in Grant's tomb? {=Grant ~nobody #But who then? ~%25%a horse
####He is.}

Two plus {=two =2} is four.

::primes:: Which are prime? {~%50%2 ~%50%3 ~%-100%9 #3 times 3}

::pi:: How much is \\pi, about? {#3.14:0.01}

::range:: A number from 1 to 5? {#1..5}

::match:: Match \{these\}. {
  =cat -> cat food
  =dog -> dog food
}

::sun:: The sun is a star. {TRUE#It is.#Right.}

Explain it. {}

Only a description.

::html::[html]See <b>this</b><script>alert(1)</script>. {T}

::open:: Never closed {=a ~b
"""


def read(text=GIFT):
    questions, losses = gift_reader.read(text.encode())
    return {question.name: question for question in questions}, [str(loss) for loss in losses]


def test_every_form_is_read():
    questions, _ = read()
    assert questions["Grant"].content == Choices(
        True,
        (
            AnswerKey("Grant", 1.0),
            AnswerKey("nobody", 0.0, "But who then?"),
            AnswerKey("a horse", 0.25),
        ),
    )
    assert questions["Grant"].explanation == "He is."
    assert questions["primes"].content.options[2] == AnswerKey("9", -1.0, "3 times 3")
    assert questions["pi"].content == Numbers((NumberKey(3.14, 0.01, 1.0),))
    assert questions["range"].content == Numbers((NumberKey(3.0, 2.0, 1.0),))
    assert questions["match"].content == Pairs((("cat", "cat food"), ("dog", "dog food")))
    assert questions["match"].text == "Match {these}."
    assert questions["sun"].content.answer is True
    assert questions["sun"].content.feedback_false == "It is."
    assert any("is four." in question.text for question in questions.values())


def test_what_is_not_imported_is_reported():
    _, losses = read()
    assert "open: not imported: a brace is opened and never closed" in losses
    assert [loss for loss in losses if "a description without an answer" in loss]
    assert "html: <script>" in losses


def test_the_questions_make_a_quiz_without_faults():
    text, _, faults = formats.import_quiz(GIFT.encode(), "gift", "From GIFT")
    assert faults == [], text
    assert len(quiz_of(text).slots) == 9


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"\xff\xfe\x00", "not UTF-8"), (b"x" * 5_000_001, "larger than 5,000,000 bytes")],
)
def test_a_hostile_file_gets_a_sentence(data, sentence):
    with pytest.raises(ExchangeError, match=sentence):
        gift_reader.read(data)


@pytest.mark.parametrize("text", ["{" * 50_000, "a {=" + "\\" * 99_999 + "}", "::" * 50_000 + "{}"])
def test_wicked_text_is_read_or_refused_soon(text):
    with cpu_limit(2):
        gift_reader.read(text.encode())


@pytest.mark.parametrize("number", ["1e999", "nan", "9" * 400])
def test_huge_numbers_are_reported(number):
    questions, losses = gift_reader.read(f"::n:: How many? {{#{number}:0}}".encode())
    assert questions == []
    assert losses[0].what.startswith("not imported: an answer")


words = st.text(alphabet="ab ~=#{}:\\%->/$.\n", min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(text=words, options=st.lists(words, min_size=2, max_size=4, unique=True))
def test_any_words_come_back_as_they_were(text, options):
    if any("$" in each for each in (text, *options)):
        return  # maths marks are written in another way
    content = Choices(True, tuple(AnswerKey(o, float(n == 0)) for n, o in enumerate(options)))
    written, _ = gift_writer.write([NeutralQuestion("q", text, content)])
    (question,), _ = gift_reader.read(written.encode())
    assert [option.text for option in question.content.options] == options
    assert question.text == text
