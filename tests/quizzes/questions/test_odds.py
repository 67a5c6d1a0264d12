import pytest

from quizzes.questions.odds import Odds, odds_of
from tests.quizzes.writing import example_of, question_of

MULTIPLE = """\
id: m
type: multiple
credit: RULE
text: Which?
options:
  - {id: a, text: A, correct: true}
  - {id: b, text: B, correct: true}
  - {id: c, text: C}
  - {id: d, text: D}
explanation: Two of four.
"""


@pytest.mark.parametrize(
    ("rule", "guessing", "everything"),
    [
        ("all-or-nothing", 1 / 16, 0.0),
        ("net-correct", 3 / 16, 0.0),  # over 16 sets: one earns 1, four earn 1/2
        ("each-answer", 1 / 2, 1 / 2),
    ],
)
def test_a_coin_for_each_option(rule, guessing, everything):
    odds = odds_of(question_of(MULTIPLE.replace("RULE", rule)))
    assert (odds.guessing, odds.everything) == pytest.approx((guessing, everything))


def test_the_author_is_warned_where_ignorance_pays():
    assert odds_of(question_of(MULTIPLE.replace("RULE", "net-correct"))).warnings == []
    warned = odds_of(question_of(MULTIPLE.replace("RULE", "each-answer"))).warnings
    assert [sentence.split(".")[0] for sentence in warned] == [
        "Blind guessing earns 50% on average",
        "Selecting everything earns 50%",
    ]


@pytest.mark.parametrize(
    ("name", "guessing"),
    [
        ("single", (1 + 0.25) / 2),
        ("true_false", (1 + 0.5) / 4),  # right verdict with the right and with the wrong reason
        ("blanks", 1 / 3),
        ("matching", 1 / 3),
        ("numeric", None),
        ("formula", None),
        ("essay", None),
    ],
)
def test_guessing_by_type(name, guessing):
    assert odds_of(question_of(example_of(name))).guessing == pytest.approx(guessing)


def test_a_random_order_earns_little():
    assert odds_of(question_of(example_of("ordering"))).guessing < 0.5
    assert odds_of(question_of(example_of("parsons"))).guessing < 0.4


def test_a_random_point_earns_the_share_of_the_region():
    assert odds_of(question_of(example_of("plot"))).guessing == pytest.approx(1 / 12, abs=0.03)


def test_blanks_without_a_bank_cannot_be_guessed():
    text = example_of("blanks")
    without = "\n".join(line for line in text.splitlines() if not line.startswith("bank:"))
    assert odds_of(question_of(without)) == Odds(None, None)
