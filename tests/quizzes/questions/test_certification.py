from dataclasses import replace

import pytest

from grader import SandboxUnavailable
from quizzes.contract.answers import Sample, Samples
from quizzes.questions.certification import find_problems
from quizzes.questions.question import Question, parse_question
from quizzes.types import type_names
from quizzes.types.single import SingleType
from tests.quizzes.writing import example_of, node_of, question_of


def test_a_key_that_does_not_earn_everything_is_told():
    question = question_of(example_of("single"))
    options = tuple(replace(option, credit=option.credit / 2) for option in question.body.options)
    broken = replace(question, body=replace(question.body, options=options))
    assert list(find_problems(broken)) == ["the answer key scores 50%; it must score 100%"]


def test_a_blank_that_earns_is_told():
    question = question_of(example_of("single"))

    class Generous(SingleType):
        """The type with a score of one half for nothing."""

        def score(self, body, answer):
            score = super().score(body, answer)
            return replace(score, fraction=0.5) if answer is None else score

    class Leaky(Question):
        question_type = Generous()

    leaky = Leaky(**{name: getattr(question, name) for name in question.__dataclass_fields__})
    assert list(find_problems(leaky)) == ["a blank answer scores 50%; it must score 0%"]


def leaky(question, **methods):
    """The question with another behavior of its type."""
    kind = type("Changed", (type(question.question_type),), methods)()
    changed = type("Leaky", (Question,), {"question_type": kind})
    return changed(**{name: getattr(question, name) for name in question.__dataclass_fields__})


@pytest.fixture
def single():
    return question_of(example_of("single"))


@pytest.mark.parametrize("name", [n for n in type_names() if n not in ("code",)])
def test_examples_have_no_problem(name):
    assert list(find_problems(question_of(example_of(name)))) == []


def test_a_wrong_answer_must_score_what_it_declares(single):
    options = tuple(
        replace(option, credit=0.5) if option.id == "small" else option
        for option in single.body.options
    )
    samples = single.question_type.samples(single.body)
    changed = leaky(
        replace(single, body=replace(single.body, options=options)),
        samples=lambda self, body: samples,
    )
    assert list(find_problems(changed)) == ['the answer "small" scores 50%; it must score 25%']


def test_a_key_that_the_type_refuses_is_a_problem(single):
    changed = leaky(single, samples=lambda self, body: Samples(["zero"]))
    assert list(find_problems(changed)) == [
        "the answer key is no valid response. Expected the id of one option: zero, small."
    ]


def test_a_response_that_must_be_refused_and_is_not(single):
    samples = Samples("zero", {}, ("small",))
    changed = leaky(single, samples=lambda self, body: samples)
    assert list(find_problems(changed)) == [
        "the response 'small' is accepted as an answer; it must be refused"
    ]


def test_rounding_is_no_problem(single):
    samples = Samples("zero", {"small": Sample("small", 0.25 + 1e-12)})
    changed = leaky(single, samples=lambda self, body: samples)
    assert list(find_problems(changed)) == []


def test_a_person_decides_about_an_essay():
    essay = question_of(example_of("essay"))
    changed = leaky(essay, samples=lambda self, body: Samples("Nonsense."))
    assert list(find_problems(changed)) == []


def test_what_the_sandbox_cannot_grade_is_a_problem_of_this_machine():
    def refuse(self, body, answer):
        raise SandboxUnavailable("There is no bubblewrap here.")

    node, _ = node_of(example_of("code"))
    problems = list(find_problems(leaky(parse_question(node), grade=refuse)))
    assert problems[0] == "the answer key cannot be graded: There is no bubblewrap here."
