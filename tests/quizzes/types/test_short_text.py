import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import AnswerKey, NeutralQuestion, Texts
from quizzes.questions.question import Question
from quizzes.types.short_text import TYPE
from tests.quizzes.writing import example_of, faults_of, question_of

PATTERN = '"(the )?log[- ]?odds( function)?"'


@pytest.mark.parametrize(
    ("typed", "fraction"),
    [
        ("logit", 1.0),
        ("  LOGIT ", 1.0),
        ("The log  odds function", 1.0),
        ("logit.", 1.0),
        ("log‑odds", 1.0),
        ("The log–odds\u00a0function.", 1.0),
        ("ｌｏｇｉｔ\u200b", 1.0),
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


QUESTION = """\
id: inverse
type: short_text
text: What is it called?
accept: [Logit, log-odds]
wrong:
  - {accept: [probit, normit], feedback: Another one., credit: 0.25}
explanation: So.
"""


@pytest.mark.parametrize(
    ("typed", "fraction", "feedback"),
    [
        ("logit", 1.0, ""),
        ("  LOG-ODDS ", 1.0, ""),
        ("Probit", 0.25, "Another one."),
        ("normit", 0.25, "Another one."),
        ("other", 0.0, ""),
    ],
)
def test_listed_answers(typed, fraction, feedback):
    question = question_of(QUESTION)
    score = question.score(question.parse_response(typed))
    assert (score.fraction, score.feedback) == (fraction, feedback)


@pytest.mark.parametrize(
    ("response", "answer"), [(" a ", "a"), ("", None), (None, None), (3, "3"), (0.5, "0.5")]
)
def test_responses(response, answer):
    assert question_of(QUESTION).parse_response(response) == answer


def test_the_template_shows_the_first_spelling_with_a_score_only():
    question = question_of(QUESTION)
    assert question.template_context("x") == {"fields": [{"id": ""}], "case": False, "given": "x"}
    scored = question.template_context("x", question.score("x"))
    assert (scored["right"], scored["expected"]) == (False, "Logit")


def test_spellings_survive_the_way_through_neutral_content():
    export = TYPE.to_neutral(question_of(QUESTION).body)
    assert export.losses == ()
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", export.content))
    assert draft.losses == ()
    assert draft.node == {
        "accept": ["Logit", "log-odds"],
        "wrong": [
            {"accept": ["probit"], "feedback": "Another one.", "credit": 0.25},
            {"accept": ["normit"], "feedback": "Another one.", "credit": 0.25},
        ],
    }


def test_a_pattern_is_lost_in_an_export():
    question = question_of(QUESTION.replace("wrong:", 'pattern: "log.?odds"\nwrong:'))
    assert TYPE.to_neutral(question.body).losses == (
        "the regular expression; the listed spellings alone are right",
    )


def draft(*keys: AnswerKey, **options):
    return TYPE.from_neutral(NeutralQuestion("q", "?", Texts(keys, **options)))


def test_right_answers_with_stars_become_one_pattern():
    found = draft(AnswerKey("a*", 1.0), AnswerKey("*b", 1.0), AnswerKey("c", 1.0))
    assert found.node["pattern"] == "a.*|.*b"
    assert found.node["accept"] == ["c"]


def test_what_a_draft_cannot_hold_is_reported():
    found = draft(
        AnswerKey("a", 1.0, "Well done."), AnswerKey("b*", 0.5), AnswerKey("c", 0.0), case=True
    )
    assert found.losses == ("the feedback on right answers", "the wildcard answer “b*”")
    assert found.node["wrong"] == [{"accept": ["c"], "feedback": "Not right."}]
    assert found.node["case"] is True
