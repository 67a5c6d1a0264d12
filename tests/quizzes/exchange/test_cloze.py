import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.contract.neutral import AnswerKey, ExchangeError, Gap, Gaps
from quizzes.exchange import cloze

TYPED = Gap("a", (AnswerKey("neurons", 1.0, "Yes."), AnswerKey("units", 1.0)))
CHOSEN = Gap("b", (AnswerKey("layers", 1.0, "Yes."),), ("layers", "rows", "co}l"))


def test_typed_and_chosen_blanks_are_written():
    assert cloze.write("By [[a]] and [[b]].", Gaps((TYPED, CHOSEN))) == (
        r"By {1:SHORTANSWER:=neurons#Yes.~=units} and "
        r"{1:MULTICHOICE_S:=layers#Yes.~rows~co\}l}."
    )


def test_what_was_written_is_read_back():
    text, gaps, losses = cloze.read(cloze.write("By [[a]] and [[b]].", Gaps((TYPED, CHOSEN))))
    assert text == "By [[gap1]] and [[gap2]]."
    assert losses == []
    first, second = gaps.gaps
    assert (first.answers, first.choices) == (TYPED.answers, ())
    assert (second.answers, second.choices) == (CHOSEN.answers, CHOSEN.choices)


@given(st.text(alphabet="ab {}~=#%/\\\"'", min_size=1, max_size=12).map(str.strip).filter(bool))
def test_any_answer_survives(word):
    gaps = Gaps((Gap("a", (AnswerKey(word, 1.0, word),)),))
    _, found, _ = cloze.read(cloze.write("[[a]]", gaps))
    assert found.gaps[0].answers == (AnswerKey(word, 1.0, word),)


@pytest.mark.parametrize(
    ("kind", "choice"),
    [("SHORTANSWER", False), ("SA", False), ("MW", False), ("MULTICHOICE", True), ("MC", True),
     ("MCS", True), ("MULTICHOICE_H", True), ("MULTICHOICE_V", True)],
)  # fmt: skip
def test_names_of_kinds(kind, choice):
    _, gaps, losses = cloze.read(f"{{1:{kind}:=a}}")
    assert (bool(gaps.gaps[0].choices), losses) == (choice, [])


def test_shares_of_the_points_are_percentages():
    _, gaps, losses = cloze.read("{:SA:%100%a~%33.33333%b#Nearly.~%0%c~wrong}")
    assert gaps.gaps[0].answers == (AnswerKey("a", 1.0), AnswerKey("b", 1 / 3, "Nearly."))
    assert losses == [
        "the wrong answer “c” of gap1, and its feedback",
        "the wrong answer “wrong” of gap1, and its feedback",
    ]


def test_wrong_choices_are_choices_and_no_loss():
    _, gaps, losses = cloze.read("{1:MC:=a~b~%-50%c}")
    assert gaps.gaps[0].choices == ("a", "b", "c")
    assert losses == ["the points that “c” of gap1 takes away"]


def test_feedback_on_wrong_choices_is_reported():
    _, gaps, losses = cloze.read("{1:MC:=Paris#yes~Lyon#no, second city}")
    assert gaps.gaps[0].answers[0].feedback == "yes"
    assert losses == ["the feedback on the wrong choice “Lyon” of gap1: “no, second city”"]


def test_html_is_no_part_of_a_word():
    _, gaps, _ = cloze.read("{1:MC:=a &lt; b~<b>c</b>}")
    assert gaps.gaps[0].choices == ("a < b", "c")


def test_case_and_weights_are_reported():
    _, _, losses = cloze.read("{1:SAC:=a} {2:SHORTANSWER_C:=b}")
    assert losses == [
        "that capitals count in a blank",
        "that capitals count in a blank",
        "weights of the blanks; each earns the same share",
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{1:NUMERICAL:=3}", "an embedded answer of the kind NUMERICAL cannot be a blank here"),
        ("No blank.", "there is no embedded answer in it"),
        (r"\{1:SA:=a}", "there is no embedded answer in it"),
        (
            "{1:SA:%1.2.3%a}",
            "a percentage cannot be read: The separators in “1.2.3” are ambiguous",
        ),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(text, error):
    with pytest.raises(ExchangeError, match=error):
        cloze.read(text)


def test_an_empty_answer_is_left_out():
    _, gaps, _ = cloze.read("{1:SA:=a~=~= }")
    assert [key.text for key in gaps.gaps[0].answers] == ["a"]
