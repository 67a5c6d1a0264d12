import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import FreeText, NeutralQuestion, TrueOrFalse
from quizzes.types.true_false import TYPE
from tests.quizzes.writing import example_of, faults_of, question_of

PLAIN = "id: t\ntype: true_false\ntext: It is.\nanswer: true\nexplanation: It is."


def fraction(response, text=None):
    question = question_of(text or example_of("true_false"))
    return question.score(question.parse_response(response)).fraction


def test_the_verdict_earns_a_part_and_the_reason_the_rest():
    assert fraction({"verdict": False, "reason": "fades"}) == 1.0
    assert fraction({"verdict": False, "reason": "convex"}) == 0.5
    assert fraction({"verdict": False}) == 0.5
    assert fraction({"verdict": True, "reason": "fades"}) == 0.0
    assert fraction({"reason": "fades"}) == 0.0


def test_without_reasons_the_verdict_is_all():
    assert fraction({"verdict": True}, PLAIN) == 1.0
    assert fraction({"verdict": False}, PLAIN) == 0.0


def test_fields_of_a_form():
    question = question_of(example_of("true_false"))
    answer = {"verdict": False, "reason": "fades"}
    assert question.from_form({"verdict": ["false"], "reason": ["fades"]}) == answer
    assert question.from_form(question.to_form(answer)) == answer
    assert question.from_form({}) is None


@pytest.mark.parametrize(
    ("found", "instead", "part"),
    [
        ("answer: false", "answer: maybe", "expected true or false"),
        (", correct: true", "", "exactly 1 of the reasons must be correct"),
        ("verdict_credit: 0.5", "verdict_credit: 1", "expected 0 to below 1"),
    ],
)
def test_faults(found, instead, part):
    assert [f for f in faults_of(example_of("true_false").replace(found, instead)) if part in f]


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        ({"verdict": True}, {"verdict": True}),
        ({"reason": "fades"}, {"reason": "fades"}),
        ({"verdict": None, "reason": ""}, None),
        ({}, None),
        (None, None),
    ],
)
def test_parts_may_be_blank(response, answer):
    assert question_of(example_of("true_false")).parse_response(response) == answer


@pytest.mark.parametrize(
    "response",
    [{"verdict": "true"}, {"verdict": 1}, {"reason": "other"}, {"why": "fades"}, True, "true", [1]],
)
def test_invalid_responses(response):
    invalid = question_of(example_of("true_false")).parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert invalid.expected.endswith('a "reason": fades, convex.')


def test_without_reasons_none_is_asked_for():
    question = question_of(PLAIN)
    assert question.parse_response(1).expected == (
        'Expected an object with a "verdict", true or false.'
    )
    assert isinstance(question.parse_response({"reason": "fades"}), InvalidResponse)
    assert question.count_unanswered(None) == 1
    assert question.count_unanswered({"verdict": True}) == 0


def test_both_parts_are_counted():
    question = question_of(example_of("true_false"))
    counts = [
        question.count_unanswered(answer)
        for answer in (None, {"verdict": True}, {"verdict": True, "reason": "fades"})
    ]
    assert counts == [2, 1, 0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"verdict": False, "reason": "fades"}, "False, because: Its slope fades near zero"),
        ({"verdict": True}, "True"),
        ({"reason": "convex"}, "It is convex"),
        (None, ""),
    ],
)
def test_answers_in_words(answer, words):
    assert question_of(example_of("true_false")).describe_answer(answer) == words


@pytest.mark.parametrize(
    ("fields", "response"),
    [
        ({"verdict": ["true"]}, {"verdict": True}),
        ({"verdict": ["TRUE"], "reason": [""]}, {"verdict": True}),
        ({"verdict": ["maybe"]}, {"verdict": "maybe"}),
        ({"verdict": [""]}, None),
        ({"": ["true"]}, None),
    ],
)
def test_fields_as_responses(fields, response):
    assert question_of(example_of("true_false")).from_form(fields) == response


def test_blind_guesses_toss_a_coin_and_choose_any_reason():
    question = question_of(example_of("true_false"))
    guesses = list(question.question_type.blind_guesses(question.body))
    assert len(guesses) == 4
    assert sum(question.score(guess).fraction for guess in guesses) == 1.5
    assert list(TYPE.blind_guesses(question_of(PLAIN).body)) == [
        {"verdict": True},
        {"verdict": False},
    ]


def test_the_template_says_who_was_right_with_a_score_only():
    question = question_of(example_of("true_false"))
    answer = {"verdict": False, "reason": "convex"}
    opened = question.template_context(answer)
    assert (opened["verdict"], "right" in opened) == ("false", False)
    assert [option["chosen"] for option in opened["options"]] == [False, True]
    scored = question.template_context(answer, question.score(answer))
    assert (scored["right"], scored["expected"]) == (True, "false")
    assert [option["correct"] for option in scored["options"]] == [True, False]
    assert [field["id"] for field in scored["fields"]] == ["verdict", "reason"]


def test_reasons_are_lost_in_an_export_and_feedback_in_a_draft():
    export = TYPE.to_neutral(question_of(example_of("true_false")).body)
    assert export.content == TrueOrFalse(False)
    assert export.losses == ("the reasons; the verdict earns everything",)
    assert TYPE.to_neutral(question_of(PLAIN).body).losses == ()
    draft = TYPE.from_neutral(NeutralQuestion("q", "?", TrueOrFalse(True, "Yes.", "")))
    assert (draft.node, draft.losses) == ({"answer": True}, ("the feedback on true and on false",))
    assert TYPE.from_neutral(NeutralQuestion("q", "?", FreeText())) is None


def test_ids_of_reasons_are_renamed_and_the_verdict_is_not():
    renamed = TYPE.rename_ids_in_response(
        {"verdict": False, "reason": "fades"}, lambda group, author_id: f"{group}-{author_id}"
    )
    assert renamed == {"verdict": False, "reason": "reason-fades"}
    assert TYPE.rename_ids_in_response({"verdict": True}, lambda g, i: g + i) == {"verdict": True}
