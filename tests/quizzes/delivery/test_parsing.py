"""Delivery settings as authors write them, and what is dealt by them."""

import pytest

from quizzes.delivery.settings import Delivery
from quizzes.delivery.tries import Tries
from quizzes.delivery.visibility import ReviewSettings
from tests.quizzes.writing import QUIZ, quiz_faults, quiz_of

EVERYTHING = """\
time_limit: 30
grace: 8
attempts: 3
grading: average
cooldown: 10
build_on_last: true
shuffle_questions: true
tries: {rule: points, points: [1, 0.5]}
review: {key: closed, explanation: never}
"""


def with_settings(text: str) -> str:
    return QUIZ.replace("pass: 0.5\n", text)


def test_every_setting_is_read():
    assert quiz_of(with_settings(EVERYTHING)).delivery == Delivery(
        attempts=3,
        grading="average",
        time_limit=30.0,
        grace=8.0,
        cooldown=10.0,
        build_on_last=True,
        shuffle_questions=True,
        tries=Tries("points", 3, 1 / 3, (1.0, 0.5)),
        review=ReviewSettings(key="closed", explanation="never"),
    )


def test_what_is_left_out_is_as_it_was_always():
    assert quiz_of(QUIZ).delivery == Delivery()


def test_reveal_each_is_short_for_a_review():
    shown = ReviewSettings(key="handed-in", explanation="handed-in")
    assert quiz_of(with_settings("reveal: each\n")).delivery.review == shown
    assert quiz_of(with_settings("practice: true\n")).delivery.review == shown


def test_a_self_check_explains_itself_at_once_and_may_be_tried_again():
    shown = ReviewSettings(key="handed-in", explanation="handed-in")
    usual = quiz_of(with_settings("self_check: true\n")).delivery
    assert usual == Delivery(attempts=10, self_check=True, review=shown)
    other = "self_check: true\nattempts: 2\ngrading: first\nreveal: last\n"
    assert quiz_of(with_settings(other)).delivery == Delivery(
        attempts=2, grading="first", self_check=True
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("time_limit: soon\n", '3: expected a number (minutes), found "soon"'),
        ("time_limit: -5\n", "3: time_limit is -5; expected 0 to 10080 minutes"),
        ("grace: 9999\n", "3: grace is 9999; expected 0 to 600 seconds"),
        ("attempts: 1.5\n", "3: attempts is 1.5; expected a whole number from 1 to 100"),
        (
            "grading: bets\n",
            '3: grading is "bets"; expected best, last, first, average. Did you mean "best"?',
        ),
        (
            "tries: 3\n",
            "3: tries must be a mapping, such as {rule: interactive, count: 3, penalty: 0.3}",
        ),
        (
            "tries: {rule: points}\n",
            "3: the rule points, and only it, needs points: falling shares such as [1, 0.5]",
        ),
        (
            "tries: {rule: points, points: [0.5, 1]}\n",
            "3: points must fall from at most 1 to at least 0, such as [1, 0.7, 0.4]",
        ),
        ("tries: {penalty: 2}\n", "3: penalty is 2; expected 0 to 1 of the question's points"),
        (
            "self_check: true\ntime_limit: 5\n",
            "4: a self-check is answered while reading; leave time_limit out",
        ),
        (
            "self_check: true\ntries: {count: 2}\n",
            "4: a self-check is tried again as a whole; leave tries out",
        ),
        (
            "self_check: true\nsections: [{title: A, questions: [zero, cures, grow]}]\n",
            "4: a self-check has no sections; leave them out",
        ),
        (
            "one_way: true\none_per_page: true\n",
            "4: one way shows a question at a time already; write only one",
        ),
        ("certainty: true\ntries: {count: 2}\n", "4: certainty goes with one try; leave tries out"),
        (
            "practice: true\nattempts: 2\n",
            "4: practice has no limit of attempts; leave attempts out",
        ),
        (
            "reveal: each\nreview: {key: closed}\n",
            "4: write review or reveal, not both: reveal is short for a review",
        ),
        ("review: {score: last}\n", '3: score is "last"; expected handed-in, closed.'),
        (
            "review: {question: closed}\n",
            "3: the key would be shown before the question; show the question first",
        ),
        (
            "pools: [{draw: 1, questions: [zero, cures]}]\n",
            "3: the questions zero, cures of a pool have different points; "
            "make them equal, so that every attempt can earn the same",
        ),
        (
            "pools: [{draw: 2, questions: [grow, cures]}]\n",
            "3: draw is 2 of 2 questions; expected 1 to 1",
        ),
        (
            "pools: [{questions: [grow, curse]}]\n",
            '3: pools names "curse", which is no question here. Did you mean "cures"?',
        ),
        (
            "sections: [{title: A, questions: [zero, cures]}]\n",
            '3: the question "grow" is not in any section',
        ),
        (
            "sections: [{title: A, questions: [zero, grow, zero, cures]}]\n",
            '3: sections names the question "zero" twice',
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(text: str, fault: str):
    assert fault in quiz_faults(with_settings(text))


def test_a_pool_over_two_sections_is_told():
    text = "sections: [{title: A, questions: [zero, cures]}, {title: B, questions: [grow]}]\n"
    faults = quiz_faults(with_settings(text + "pools: [{questions: [cures, grow]}]\n"))
    assert faults == [
        "4: the pool cures, grow reaches over several sections; write a pool for each"
    ]
