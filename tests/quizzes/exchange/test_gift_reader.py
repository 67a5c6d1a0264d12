import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    ExchangeError,
    FreeText,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange import formats, gift_reader, gift_writer
from quizzes.exchange.formats import import_quiz
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


@settings(max_examples=200)
@given(text=words, options=st.lists(words, min_size=2, max_size=4, unique=True))
def test_any_words_come_back_as_they_were(text, options):
    if any("$" in each for each in (text, *options)):
        return  # maths marks are written in another way
    content = Choices(True, tuple(AnswerKey(o, float(n == 0)) for n, o in enumerate(options)))
    written, _ = gift_writer.write([NeutralQuestion("q", text, content)])
    (question,), _ = gift_reader.read(written)
    assert [option.text for option in question.content.options] == options
    assert question.text == text


def read_one(text: str):
    """The question of a file that has one, and its losses."""
    questions, losses = gift_reader.read(text.encode())
    (question,) = questions
    return question, [loss.what for loss in losses]


@pytest.mark.parametrize(
    ("answers", "content"),
    [
        ("{TRUE}", TrueOrFalse(True)),
        ("{F}", TrueOrFalse(False)),
        ("{T#no#yes}", TrueOrFalse(True, "yes", "no")),
        ("{#3}", Numbers((NumberKey(3.0, 0.0, 1.0),))),
        ("{#3:0.5}", Numbers((NumberKey(3.0, 0.5, 1.0),))),
        ("{#1..2}", Numbers((NumberKey(1.5, 0.5, 1.0),))),
        ("{#=%50%4:1#Near.}", Numbers((NumberKey(4.0, 1.0, 0.5, "Near."),))),
        ("{=one =two}", Texts((AnswerKey("one", 1.0), AnswerKey("two", 1.0)))),
        ("{=%50%half}", Texts((AnswerKey("half", 0.5),))),
        ("{}", FreeText()),
        ("{ }", FreeText()),
        ("{=a -> b =c -> d}", Pairs((("a", "b"), ("c", "d")))),
        ("{=a ~b}", Choices(True, (AnswerKey("a", 1.0), AnswerKey("b", 0.0)))),
        ("{~%50%a ~%50%b}", Choices(False, (AnswerKey("a", 0.5), AnswerKey("b", 0.5)))),
    ],
)
def test_each_way_to_answer(answers, content):
    question, losses = read_one(f"::q::Which? {answers}")
    assert (question.content, losses) == (content, [])


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("::T::Ask {T}", "T", "Ask"),
        ("Ask {T}", "1", "Ask"),
        (r"::A\:B::Ask {T}", "A:B", "Ask"),
        ("::T::[markdown]**Ask** {T}", "T", "**Ask**"),
        ("::T::[html]<b>Ask</b> {T}", "T", "**Ask**"),
        ("::T::[plain]a < b {T}", "T", "a < b"),
        (r"::T::A \{brace\} {T}", "T", "A {brace}"),
        ("::T::The {T} sky", "T", r"The \_\_\_\_\_ sky"),
        ("// comment\n::T::Ask {T}", "T", "Ask"),
        ("$CATEGORY: x\n::T::Ask {T}", "T", "Ask"),
        ("::T::Let \\\\(x\\\\) {T}", "T", "Let $x$"),
    ],
)
def test_names_formats_and_escapes(text, name, words):
    question, _ = read_one(text)
    assert (question.name, question.text.replace("_____", r"\_\_\_\_\_")) == (name, words)


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("Ask {", "not imported: a brace is opened and never closed"),
        ("Only words.", "left out; it is a description without an answer"),
        ("Ask {nonsense}", "not imported: its answers cannot be parsed: “nonsense”"),
        ("Ask {#}", "not imported: it has no number as its answer"),
        (
            "Ask {#x}",
            "not imported: an answer cannot be read: “x” is not a number. Expected",
        ),
        (
            "Ask {#1:y}",
            "not imported: a tolerance cannot be read: “y” is not a number. Expected",
        ),
        (
            "Ask {=%1.2.3%a}",
            "not imported: a percentage cannot be read: The separators in “1.2.3” are ambiguous",
        ),
    ],
)
def test_what_cannot_be_read_is_a_loss(text, loss):
    questions, losses = gift_reader.read(text.encode())
    assert questions == []
    (found,) = map(str, losses)
    assert found.startswith(f"1: {loss}")


def test_questions_are_parted_by_blank_lines_of_any_kind():
    questions, _ = gift_reader.read(b"\xef\xbb\xbfA {T}\r\n \t\r\n\r\nB {F}\n\n\n\nC {}")
    assert [question.text for question in questions] == ["A", "B", "C"]


def test_a_general_explanation_stands_behind_four_marks():
    question, _ = read_one("Ask {=a ~b ####Because {T\\}.}")
    assert question.explanation == "Because {T}."
    assert len(question.content.options) == 2


def the_one(text: str):
    """The question of a file that has one, and its losses."""
    (question,), losses = gift_reader.read(text.encode())
    return question, [str(loss) for loss in losses]


def test_answers_may_have_formats_of_their_own():
    question, losses = the_one("::m::[html]Q {=[html]<b>x</b> ~[moodle]w_ #[plain]<no>}")
    assert [key.text for key in question.content.options] == ["**x**", r"w\_"]
    assert question.content.options[1].feedback == r"\<no>"
    assert losses == []
    typed, _ = the_one("::t::[html]Q {=[html]<b>__init__</b>}")
    assert typed.content.answers[0].text == "__init__"


def test_a_distractor_of_a_matching_question_is_left_over():
    question, _ = the_one("Match. {=a -> 1 =b -> 2 = -> 3}")
    assert (question.content.pairs, question.content.extra) == ((("a", "1"), ("b", "2")), ("3",))


def test_a_statement_without_a_partner_is_not_imported():
    questions, losses = gift_reader.read(b"Match. {=a -> 1 =b -> }")
    assert questions == []
    assert "“b” has no partner" in losses[0].what


def test_tex_is_no_escape():
    question, _ = the_one(
        r"Is \(\frac{1\}{2\}\) a half? {T}".replace("{1", r"\{1").replace("{2", r"\{2")
    )
    assert question.text == r"Is $\frac{1}{2}$ a half?"
    assert the_one(r"\(\nabla f\)\nNext {T}")[0].text == "$\\nabla f$\nNext"


def test_ids_tags_and_categories_of_comments():
    comment = "// question: 7 [id:q-7] [tag:easy] [tag:l1]"
    text = f"$CATEGORY: $course$/Week 1\n\n{comment}\n::Name::Is it? {{T}}"
    question, losses = the_one(text)
    assert (question.name, question.tags) == ("q-7", ("easy", "l1"))
    assert losses == ["$course$/Week 1: left out; it is a category"]


def test_a_description_is_reported_with_its_words():
    questions, losses = gift_reader.read(b"::intro::Read <b>this</b> first.")
    assert questions == []
    assert "“Read this first.”" in losses[0].what


def test_the_example_of_nearly_right_years_is_held():
    text, losses, faults = import_quiz(
        b"When was Grant born? {#=1822:0 =%50%1822:2####So.}", "gift", "Back"
    )
    (slot,) = quiz_of(text).slots
    question = slot.variants[0]
    assert (faults, losses) == ([], [])
    assert [question.score(year).fraction for year in ("1822", "1824", "1825")] == [1.0, 0.5, 0.0]
