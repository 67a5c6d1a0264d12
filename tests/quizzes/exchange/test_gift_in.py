import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange import files, gift_in, gift_out
from quizzes.exchange.forms import Answer, CannotExchange, Choices, Near, Numbers, Pairs, Sheet
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
    sheets, losses = gift_in.read(text.encode())
    return {sheet.name: sheet for sheet in sheets}, [str(loss) for loss in losses]


def test_every_form_is_read():
    sheets, _ = read()
    assert sheets["Grant"].form == Choices(
        True,
        (Answer("Grant", 1.0), Answer("nobody", 0.0, "But who then?"), Answer("a horse", 0.25)),
    )
    assert sheets["Grant"].explanation == "He is."
    assert sheets["primes"].form.options[2] == Answer("9", -1.0, "3 times 3")
    assert sheets["pi"].form == Numbers((Near(3.14, 0.01, 1.0),))
    assert sheets["range"].form == Numbers((Near(3.0, 2.0, 1.0),))
    assert sheets["match"].form == Pairs((("cat", "cat food"), ("dog", "dog food")))
    assert sheets["match"].text == "Match {these}."
    assert sheets["sun"].form.answer is True
    assert sheets["sun"].form.if_false == "It is."
    assert any("is four." in sheet.text for sheet in sheets.values())


def test_what_is_not_taken_is_said():
    _, losses = read()
    assert "open: not taken: a brace is opened and never closed" in losses
    assert [loss for loss in losses if "a description without an answer" in loss]
    assert "html: <script>" in losses


def test_the_questions_make_a_quiz_without_faults():
    text, _, faults = files.take(GIFT.encode(), "gift", "From GIFT")
    assert faults == [], text
    assert len(quiz_of(text).slots) == 9


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"\xff\xfe\x00", "not UTF-8"), (b"x" * 5_000_001, "larger than 5,000,000 bytes")],
)
def test_a_hostile_file_gets_a_sentence(data, sentence):
    with pytest.raises(CannotExchange, match=sentence):
        gift_in.read(data)


@pytest.mark.parametrize("text", ["{" * 50_000, "a {=" + "\\" * 99_999 + "}", "::" * 50_000 + "{}"])
def test_wicked_text_is_read_or_refused_soon(text):
    began = time.monotonic()
    gift_in.read(text.encode())
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("number", ["1e999", "nan", "9" * 400])
def test_huge_numbers_are_reported(number):
    sheets, losses = gift_in.read(f"::n:: How many? {{#{number}:0}}".encode())
    assert sheets == []
    assert losses[0].what.startswith("not taken: an answer")


words = st.text(alphabet="ab ~=#{}:\\%->/$.\n", min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(text=words, options=st.lists(words, min_size=2, max_size=4, unique=True))
def test_any_words_come_back_as_they_were(text, options):
    if any("$" in each for each in (text, *options)):
        return  # maths marks are written in another way
    form = Choices(True, tuple(Answer(o, float(n == 0)) for n, o in enumerate(options)))
    written, _ = gift_out.write([Sheet("q", text, form)])
    (sheet,), _ = gift_in.read(written.encode())
    assert [option.text for option in sheet.form.options] == options
    assert sheet.text == text
