import re

import pytest
from django.test import override_settings

from quizzes.questions.opaque_ids import UNKNOWN, OpaqueIds
from tests.quizzes.writing import example_of, question_of

HEX = re.compile("[0-9a-f]{12}")


@pytest.fixture
def question():
    return question_of(example_of("matching"))


def test_an_id_has_twelve_hexadecimal_digits_and_stays_the_same(question):
    ids = OpaqueIds(1, question)
    assert HEX.fullmatch(ids.opaque_id("pair", "one-class"))
    assert ids.opaque_id("pair", "x") == OpaqueIds(1, question).opaque_id("pair", "x")


def test_ids_differ_by_attempt_question_group_and_site(question):
    other = question_of(example_of("single"))
    found = {
        OpaqueIds(1, question).opaque_id("pair", "x"),
        OpaqueIds(2, question).opaque_id("pair", "x"),
        OpaqueIds(1, other).opaque_id("pair", "x"),
        OpaqueIds(1, question).opaque_id("target", "x"),
        OpaqueIds(1, question).opaque_id("pair", "y"),
    }
    with override_settings(SECRET_KEY="another"):
        found.add(OpaqueIds(1, question).opaque_id("pair", "x"))
    assert len(found) == 6


def test_a_form_comes_back_under_the_authors_ids(question):
    ids = OpaqueIds(1, question)
    answer = question.samples().right
    fields = ids.to_form(answer)
    assert all(HEX.fullmatch(part) for part in fields)
    assert ids.from_form(fields) == answer


def test_an_authors_id_in_a_form_is_unknown(question):
    """Were it accepted, guessing ids such as “right” would find the key."""
    ids = OpaqueIds(1, question)
    response = ids.from_form({"one-class": ["sparse"]})
    assert response == {UNKNOWN: UNKNOWN}
    assert question.parse_response(response).sentence.startswith("Expected")


def test_names_of_another_attempt_are_unknown(question):
    fields = OpaqueIds(2, question).to_form(question.samples().right)
    assert set(OpaqueIds(1, question).from_form(fields)) == {UNKNOWN}


def test_a_blank_form_is_blank(question):
    assert OpaqueIds(1, question).from_form({}) is None


def test_an_open_page_has_no_id_of_the_author(question):
    shown, context = OpaqueIds(1, question).template_context(question.samples().right)
    assert shown.text == question.text
    assert all(HEX.fullmatch(field["id"]) for field in context["fields"])
    chosen = {field["chosen"] for field in context["fields"]}
    assert chosen <= {target["id"] for target in context["targets"]}
    author_ids = {each for ids in question.question_type.author_ids(question.body).values()
                  for each in ids}  # fmt: skip
    assert not any(f"'{author_id}'" in repr(context) for author_id in author_ids)


def test_blanks_have_other_names_in_the_text_too():
    question = question_of(example_of("blanks"))
    shown, context = OpaqueIds(1, question).template_context(None)
    names = re.findall(r"\[\[(.+?)\]\]", shown.text)
    assert names == [field["id"] for field in context["fields"]]
    assert all(HEX.fullmatch(name) for name in names)


def test_a_type_without_ids_stays_as_it_is():
    question = question_of(example_of("short_text"))
    ids = OpaqueIds(1, question)
    assert ids.template_context("logit") == (question, question.template_context("logit"))
    assert ids.from_form(ids.to_form("logit")) == "logit"
