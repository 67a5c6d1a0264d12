"""Every question type fulfils the same contract; a new type is tested here without being named.

Questions come from the example in each type's docstring and from every shipped quiz.
"""

from __future__ import annotations

import dataclasses
import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quizzes.types
from quizzes.authoring.files import SHIPPED
from quizzes.contract.answers import InvalidResponse
from quizzes.contract.question_type import GradedBy, QuestionType
from quizzes.questions.certification import find_problems
from quizzes.questions.question import COMMON_KEYS, Question
from quizzes.types import question_type, type_names
from tests.quizzes.shipped import every_shipped_quiz, first_variants
from tests.quizzes.writing import example_of, question_of

KEY_WORDS = {"correct", "right", "expected", "feedback", "accept", "also", "credit"}


every_type = pytest.mark.parametrize("name", type_names())


@cache
def example(name: str) -> Question:
    """The question in the docstring of a type."""
    return question_of(example_of(name))


def words_of(plain: Any) -> set[str]:
    """Every text in a plain value: ids, words, keys."""
    if isinstance(plain, dict):
        return set(plain) | set().union(*map(words_of, plain.values()))
    if isinstance(plain, list):
        return set().union(*map(words_of, plain))
    return {plain} if isinstance(plain, str) else set()


def keys_of(plain: Any) -> set[str]:
    """The keys of all objects in a plain value."""
    if isinstance(plain, dict):
        return set(plain) | set().union(*map(keys_of, plain.values()))
    return set().union(*map(keys_of, plain)) if isinstance(plain, list) else set()


def has_line_breaks(answer: Any) -> bool:
    """A form turns line breaks of texts into its own."""
    return bool({"\r", "\n"} & set(json.dumps(answer).encode().decode("unicode_escape")))


def responses(question: Question) -> st.SearchStrategy[Any]:
    """Responses of every shape: made of the question's own words, of its samples, of anything."""
    word = st.sampled_from(sorted(words_of(question.to_plain()["body"])) or ["x"])
    scalar = st.one_of(word, st.text(max_size=8), st.floats(), st.integers(), st.booleans())
    samples = question.samples()
    known = [samples.right, *(sample.response for sample in samples.wrong.values())]
    return st.one_of(
        st.none(),
        scalar,
        st.sampled_from(known),
        st.lists(scalar, max_size=8),
        st.dictionaries(word, scalar, max_size=6),
        st.dictionaries(st.text(max_size=5), st.lists(scalar, max_size=3), max_size=3),
    )


@every_type
def test_the_example_is_certified(name):
    assert list(find_problems(example(name))) == []


@every_type
def test_a_stored_example_is_decoded_equal(name):
    check_encoding(example(name))


@every_type
def test_an_open_page_of_an_example_reveals_no_key(name):
    check_open_page(example(name))


@every_type
def test_the_template_context_of_an_example_is_plain_json(name):
    check_context(example(name))


@every_shipped_quiz
def test_shipped_questions_keep_the_contract(slug, shipped_quiz):
    """Two variants of each question; that they are certified is part of loading."""
    for question in first_variants(shipped_quiz(slug)):
        check_encoding(question)
        check_open_page(question)
        check_context(question)


def check_encoding(question: Question) -> None:
    assert Question.from_plain(json.loads(json.dumps(question.to_plain()))) == question


def check_open_page(question: Question) -> None:
    answer = question.parse_response(question.samples().right)
    for unscored in (None, answer):
        assert keys_of(question.template_context(unscored)) & KEY_WORDS == set(), question.id
    answered = question.template_context(answer, question.score(answer))
    assert keys_of(answered) & KEY_WORDS, question.id  # so the check above can fail


def check_context(question: Question) -> None:
    answer = question.parse_response(question.samples().right)
    context = question.template_context(answer, question.score(answer))
    assert json.loads(json.dumps(context)) == context, question.id


@every_type
@settings(max_examples=30)
@given(data=st.data())
def test_any_response_is_parsed_or_refused_with_a_sentence(name, data):
    question = example(name)
    answer = question.parse_response(data.draw(responses(question)))
    if isinstance(answer, InvalidResponse):
        assert answer.expected.endswith(".")
    else:
        assert question.parse_response(json.loads(json.dumps(answer))) == answer
        assert isinstance(question.describe_answer(answer), str)
        assert question.count_unanswered(answer) >= (answer is None)


@every_type
@settings(max_examples=30)
@given(data=st.data())
def test_a_form_gives_back_the_answer_that_it_was_filled_with(name, data):
    question = example(name)
    answer = question.parse_response(data.draw(responses(question)))
    if isinstance(answer, InvalidResponse) or has_line_breaks(answer):
        return
    if answer not in (None, []):  # a form cannot tell nothing selected from no answer
        fields = question.to_form(answer)
        assert all(isinstance(value, str) for values in fields.values() for value in values)
        assert question.parse_response(question.from_form(fields)) == answer


@every_type
@settings(max_examples=30)
@given(data=st.data())
def test_scores_are_bounded_and_the_same_twice_and_in_any_order_of_options(name, data):
    question = example(name)
    answer = question.parse_response(data.draw(responses(question)))
    if isinstance(answer, InvalidResponse):
        return
    score = question.score(answer)
    assert 0 <= score.fraction <= 1
    assert question.score(answer) == score
    other = question.shuffled(random.Random(data.draw(st.integers(0, 10**6))))
    assert other.parse_response(answer) == answer
    assert other.score(answer).fraction == score.fraction


@every_type
def test_ids_are_renamed_to_one_name_each_and_back(name):
    """No author's id is left in the body or the answer of an open page."""
    question = example(name)
    kind, answer = question.question_type, question.parse_response(question.samples().right)
    author_ids = kind.author_ids(question.body)
    names = {
        (group, author_id): f"{group}{number}x"
        for group, ids in author_ids.items()
        for number, author_id in enumerate(ids)
    }
    back = {(group, name): author_id for (group, author_id), name in names.items()}
    hidden = kind.rename_ids_in_response(answer, lambda *key: names[key])
    assert kind.rename_ids_in_response(hidden, lambda *key: back[key]) == answer
    renamed = replace(question, body=kind.rename_ids(question.body, lambda *key: names[key]))
    assert kind.author_ids(renamed.body) == {
        group: [names[group, author_id] for author_id in ids] for group, ids in author_ids.items()
    }


@every_type
def test_a_type_fulfils_the_contract(name):
    """The optional parts go together; what mypy cannot see of a class is looked at here."""
    kind, question = question_type(name), example(name)
    assert QuestionType in type(kind).__mro__
    assert type(kind).__name__.endswith("Type")
    assert dataclasses.is_dataclass(kind.body_class)
    assert isinstance(question.body, kind.body_class)
    assert not set(kind.keys) & set(COMMON_KEYS)
    assert question.score(None).fraction == 0
    answer = question.parse_response(question.samples().right)
    assert question.score(answer).pending == (kind.graded_by is not GradedBy.RULE)
    assert bool(kind.rubric(question.body)) == (kind.graded_by is GradedBy.PERSON)
    overrides = type(kind).grade is not QuestionType.grade
    assert overrides == (kind.graded_by is GradedBy.WORKER)
    assert (SHIPPED.parent / "templates" / "quizzes" / "types" / f"{name}.html").is_file()


def test_every_module_of_the_folder_is_a_type():
    folder = Path(quizzes.types.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
    assert modules == set(type_names())


def test_an_unknown_type_is_named():
    with pytest.raises(LookupError, match='no question type "essay2"'):
        question_type("essay2")


# Stored questions are decoded by these names, and the digest of a quiz is made of them: a name
# that changes makes a new revision of every quiz, and older ones unreadable without a migration.
STORED_FIELDS = {
    "blanks": "blanks bank rule shuffle",
    "code": "function starter cases solution wrong rule",
    "essay": "rubric words sample guide",
    "figure": "figure start asked conditions solution wrong said",
    "formula": "variables answer wrong",
    "matching": "pairs targets keys rule shuffle",
    "matrix": "rows vector tolerance wrong row_names column_names rule",
    "multiple": "options rule shuffle",
    "numeric": "answer tolerance wrong unit",
    "ordering": "items key before rule",
    "parsons": "lines key rule",
    "plot": "plot description region wrong",
    "short_text": "accept pattern case wrong",
    "single": "options shuffle",
    "true_false": "answer reasons verdict_credit shuffle",
}


@every_type
def test_names_of_stored_fields_stay(name):
    fields = [field.name for field in dataclasses.fields(question_type(name).body_class)]
    assert " ".join(fields) == STORED_FIELDS[name]
