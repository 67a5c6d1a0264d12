import time

import pytest

from tests.quizzes.writing import example_of, faults_of, question_of


@pytest.mark.parametrize(
    ("typed", "fraction"),
    [
        ("logit", 1.0),
        ("  LOGIT ", 1.0),
        ("The log  odds function", 1.0),
        ("probit", 0.25),
        ("sigmoid", 0.0),
        ("not the logit", 0.0),
    ],
)
def test_spellings_and_pattern(typed, fraction):
    question = question_of(example_of("short_text"))
    assert question.score(question.read(typed)).fraction == fraction


def test_capitals_count_when_the_author_says_so():
    strict = question_of(example_of("short_text").replace("case: false", "case: true"))
    assert strict.score(strict.read("Logit")).fraction == 0.0


def test_a_pattern_that_could_take_for_ever_is_refused():
    began = time.monotonic()
    text = example_of("short_text").replace('"(the )?log[- ]?odds( function)?"', '"(a+)+b"')
    assert "could take for ever" in faults_of(text)[0]
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("found", "instead", "part"),
    [
        ("[probit]", "[Logit]", '"Logit" is listed as wrong, and is accepted'),
        ("[logit, log-odds]", "[]", "at least one text"),
        ('"(the )?log[- ]?odds( function)?"', '"(the"', "is not a regular expression"),
    ],
)
def test_faults(found, instead, part):
    assert [f for f in faults_of(example_of("short_text").replace(found, instead)) if part in f]
