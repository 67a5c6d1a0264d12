from dataclasses import replace

from quizzes.questions.certification import find_problems
from quizzes.questions.question import Question
from quizzes.types.single import SingleType
from tests.quizzes.writing import example_of, question_of


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
