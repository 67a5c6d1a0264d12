"""Words in a text, from a bank or typed freely."""

import random

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.contract.neutral import AnswerKey, Gap, Gaps, NeutralQuestion, Texts
from quizzes.types.blanks import TYPE
from tests.quizzes.writing import faults_of, question_of

TYPED = """\
id: grow
type: blanks
text: Width by [[width]], depth by [[depth]].
blanks:
  depth: {accept: [layers], feedback: Deeper.}
  width: {accept: [neurons, hidden units]}
explanation: Neurons are dimensions.
"""
BANK = TYPED + "bank: [layers, Neurons, outputs]\n"


@pytest.mark.parametrize(
    ("response", "fraction"),
    [
        ({"width": "neurons", "depth": "layers"}, 1.0),
        ({"width": "  HIDDEN   Units ", "depth": "Layers"}, 1.0),
        ({"width": "neurons"}, 0.5),
        ({"width": "layers", "depth": "neurons"}, 0.0),
    ],
)
def test_case_and_space_do_not_count(response, fraction):
    question = question_of(TYPED)
    assert question.score(question.parse_response(response)).fraction == fraction


def test_all_or_nothing_asks_for_every_blank():
    question = question_of(TYPED + "credit: all-or-nothing\n")
    assert question.score({"width": "neurons"}).fraction == 0.0
    assert question.score({"width": "neurons", "depth": "layers"}).fraction == 1.0


def test_blanks_stand_in_the_order_of_the_text():
    question = question_of(TYPED)
    assert [blank.id for blank in question.body.blanks] == ["width", "depth"]
    assert question.describe_answer({"depth": "layers"}) == "…, layers"
    assert question.count_unanswered({"depth": "layers"}) == 1


def test_empty_texts_are_left_out_and_make_no_answer():
    question = question_of(TYPED)
    assert question.parse_response({"width": " ", "depth": "x"}) == {"depth": "x"}
    assert question.parse_response({"width": "", "depth": ""}) is None
    assert question.from_form({"width": ["x"], "depth": []}) == {"width": "x"}
    assert question.from_form({"": ["x"]}) is None


@pytest.mark.parametrize(
    "response",
    [{"other": "x"}, ["x"], "x", {"width": ["x"]}, {"width": "x" * 201}, {"width": "\x00"}],
)
def test_invalid_responses(response):
    assert isinstance(question_of(TYPED).parse_response(response), InvalidResponse)


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("[[depth]]", "layers", 'blank "depth" does not appear in the text'),
        ("depth by [[depth]]", "depth by [[depth]] and [[depth]]", "appears in the text twice"),
        (
            "Width by",
            "Width [[more]] by",
            'the text has [[more]], but "blanks" says nothing about it',
        ),
        ("accept: [layers]", "accept: []", 'blank "depth" must accept at least one word'),
        ("accept: [layers]", 'accept: [""]', 'blank "depth" must accept at least one word'),
        ("bank: [layers, ", "bank: [levels, ", 'no word of the bank is accepted in blank "depth"'),
        ("outputs]", "LAYERS]", "the word bank has a word twice"),
        ("bank:", "credit: most\nbank:", 'unknown credit rule "most"'),
    ],
)
def test_faults(found, instead, fault):
    assert any(fault in each for each in faults_of(BANK.replace(found, instead)))


def test_a_bank_is_sorted_or_shuffled_but_never_as_written():
    kept = question_of(BANK).shuffled(random.Random(0)).body.bank
    assert kept == ("layers", "Neurons", "outputs")
    shuffled = {
        question_of(BANK + "shuffle: true\n").shuffled(random.Random(n)).body.bank
        for n in range(30)
    }
    assert len(shuffled) == 6


def test_only_a_bank_can_be_guessed_from():
    assert list(TYPE.blind_guesses(question_of(TYPED).body)) == []
    guesses = list(TYPE.blind_guesses(question_of(BANK).body))
    assert len(guesses) == 3**2
    assert {"width": "Neurons", "depth": "layers"} in guesses


def test_an_answer_from_outside_the_bank_is_shown_as_such():
    question = question_of(BANK)
    width, depth = question.template_context({"width": "cells", "depth": "layers"})["fields"]
    assert (width["beyond_bank"], depth["beyond_bank"]) == (True, False)


def test_other_spellings_are_shown_with_the_score():
    question = question_of(TYPED)
    answer = {"width": "rows"}
    width, _ = question.template_context(answer, question.score(answer))["fields"]
    assert (width["right"], width["expected"], width["also"]) == (
        False,
        "neurons",
        ["hidden units"],
    )


def test_ids_in_the_text_are_renamed_too():
    text = TYPE.rename_ids_in_text("By [[depth]] and [[width]].", lambda group, name: name.upper())
    assert text == "By [[DEPTH]] and [[WIDTH]]."


def test_the_export_lists_spellings_or_words_of_the_bank():
    typed, bank = (TYPE.to_neutral(question_of(text).body) for text in (TYPED, BANK))
    assert typed.losses == ()
    assert [key.text for key in typed.content.gaps[0].answers] == ["neurons", "hidden units"]
    assert bank.content.gaps[0].choices == ("layers", "Neurons", "outputs")
    assert bank.losses == ("accepted spellings of blank width that are not in the bank",)
    strict = TYPE.to_neutral(question_of(TYPED + "credit: all-or-nothing\n").body)
    assert strict.losses == ("the rule all-or-nothing; every blank earns its share",)


def test_a_draft_keeps_right_answers_and_reports_shares_and_choices():
    gaps = (
        Gap("a", (AnswerKey("x", 1.0, "Yes."), AnswerKey("z", 0.5)), ("x", "y")),
        Gap("b", (AnswerKey("y", 1.0),), ("y", "w")),
    )
    draft = TYPE.from_neutral(NeutralQuestion("q", "[[a]] [[b]]", Gaps(gaps)))
    assert draft.node == {
        "blanks": {"a": {"accept": ["x"], "feedback": "Yes."}, "b": {"accept": ["y"]}},
        "bank": ["w", "x", "y"],
    }
    assert draft.losses == (
        "part of the points for some answers of blank a",
        "choices of its own for each blank; they are one word bank here",
    )
    assert TYPE.from_neutral(NeutralQuestion("q", "?", Texts(()))) is None


def test_samples_leave_a_blank_and_take_wrong_words():
    samples = question_of(BANK).samples()
    assert samples.right == {"width": "neurons", "depth": "layers"}
    assert samples.wrong["first-left-blank"].response == {"depth": "layers"}
    assert samples.wrong["width-as-layers"].fraction == 0.5
    assert {"no-such-blank": "x"} in samples.invalid


def test_parts_say_what_was_given_and_expected():
    width, depth = question_of(TYPED).score({"width": "rows"}).parts
    assert (width.given, width.expected, width.right, width.chosen) == (
        "rows",
        "neurons",
        False,
        True,
    )
    assert (depth.given, depth.chosen, depth.feedback) == ("", False, "Deeper.")


@pytest.mark.parametrize("answer", [None, {}, {"width": ""}])
def test_nothing_filled_in_earns_nothing(answer):
    assert question_of(TYPED).score(answer).fraction == 0


def test_a_word_that_another_blank_accepts_is_wrong_here():
    question = question_of(BANK)
    assert question.score({"width": "layers", "depth": "neurons"}).fraction == 0


def test_the_template_numbers_the_fields_and_lists_the_bank():
    context = question_of(BANK).template_context()
    assert [field["number"] for field in context["fields"]] == [1, 2]
    assert context["bank"] == ["layers", "Neurons", "outputs"]
    assert all("given" not in field for field in context["fields"])
