import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.questions.question import Question
from tests.quizzes.writing import example_of, faults_of, question_of

PATTERN = '"(the )?log[- ]?odds( function)?"'


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
    assert question.score(question.parse_response(typed)).fraction == fraction


def test_capitals_count_when_the_author_says_so():
    strict = question_of(example_of("short_text").replace("case: false", "case: true"))
    assert strict.score(strict.parse_response("Logit")).fraction == 0.0


@pytest.mark.parametrize("pattern", ["(a|aa)*b", "(a+)+b", "(a*)*b", ".*".join("a" * 60) + "b"])
def test_no_pattern_takes_longer_than_the_answer_is_long(pattern):
    """Python's own engine takes half a minute for 39 letters, and hours for these 200."""
    question = question_of(example_of("short_text").replace(PATTERN, f'"{pattern}"'))
    assert question.score(question.parse_response("a" * 200)).fraction == 0.0


@pytest.mark.parametrize("pattern", ["(?=l)logit", r"(.)\\1", "(?<!x)logit", "(?P=name)"])
def test_what_the_engine_cannot_read_is_refused_with_line_and_remedy(pattern):
    (fault,) = faults_of(example_of("short_text").replace(PATTERN, f'"{pattern}"'))
    assert fault.startswith("5: the pattern is not a regular expression of RE2")
    assert "list them under “accept”" in fault


def test_a_stored_question_with_such_a_pattern_still_takes_listed_spellings(caplog):
    """A revision of an earlier release; nothing of it may fail."""
    question = question_of(example_of("short_text"))
    stored = question.to_plain()
    stored["body"]["pattern"] = "(?=l)logit!"
    old = Question.from_plain(stored)
    assert old.score(old.parse_response("logit")).fraction == 1.0
    assert old.score(old.parse_response("logit!")).fraction == 0.0
    assert "listed spellings alone" in caplog.text


@pytest.mark.parametrize("typed", ["lo\x00git", "\ud800"])
def test_what_no_database_stores_is_refused(typed):
    assert isinstance(question_of(example_of("short_text")).parse_response(typed), InvalidResponse)


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
