import pytest
import yaml

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gap,
    Gaps,
    NeutralQuestion,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.importing import NO_EXPLANATION, as_comments, quiz_nodes, quiz_text
from tests.quizzes.writing import quiz_of

KEYS = (AnswerKey("Yes", 1.0), AnswerKey("No", 0.0))
CONTENTS = {
    "single": Choices(True, KEYS),
    "multiple": Choices(False, KEYS),
    "true_false": TrueOrFalse(True),
    "numeric": Numbers((NumberKey(2.0, 0.1, 1.0), NumberKey(-2.0, 0.1, 0.0))),
    "short_text": Texts(KEYS),
    "blanks": Gaps((Gap("a", KEYS[:1]),)),
    "matching": Pairs((("Cat", "animal"), ("Oak", "tree"))),
    "ordering": Order(("first", "second"), "lcs"),
    "essay": FreeText(),
}


def imported(*questions: NeutralQuestion):
    """The parsed file, and the losses as lines."""
    nodes, losses = quiz_nodes(questions)
    return yaml.safe_load(quiz_text("Imported", nodes)), [str(loss) for loss in losses]


@pytest.mark.parametrize("type_name", CONTENTS)
def test_every_content_is_taken_by_one_type_and_makes_a_quiz_without_faults(type_name):
    question = NeutralQuestion("q", "Is [[a]] it?", CONTENTS[type_name], "It is.", 2.0, ("t",))
    nodes, losses = quiz_nodes([question])
    (slot,) = quiz_of(quiz_text("Imported", nodes)).slots
    assert (slot.type, slot.points) == (type_name, 2.0)
    assert slot.variants[0].explanation == "It is."
    assert slot.variants[0].tags == ("t",)
    assert losses == []


def test_a_missing_explanation_is_reported_and_filled_in():
    quiz, losses = imported(NeutralQuestion("q", "?", CONTENTS["single"], "  "))
    assert quiz["questions"][0]["explanation"] == NO_EXPLANATION
    assert losses == ["q: there is no explanation; write one"]


def test_names_become_distinct_ids_under_which_losses_are_reported():
    content = TrueOrFalse(True, "Yes.")
    quiz, losses = imported(
        *(NeutralQuestion(name, "?", content, "So.") for name in ("Q 1", "q-1", "…", "???"))
    )
    names = [question["id"] for question in quiz["questions"]]
    assert names == ["q-1", "q-1-2", "question", "question-2"]
    assert losses == [f"{name}: the feedback on true and on false" for name in names]


def test_empty_tags_are_left_out_of_the_file():
    quiz, _ = imported(NeutralQuestion("q", "?", CONTENTS["essay"], "So."))
    assert list(quiz["questions"][0]) == ["id", "type", "rubric", "points", "text", "explanation"]


def test_a_title_with_marks_of_yaml_is_quoted():
    text = quiz_text("Week 1: #2 - 'so'", [])
    assert yaml.safe_load(text) == {"title": "Week 1: #2 - 'so'", "questions": []}


def test_questions_that_need_work_are_comments():
    assert as_comments([]) == ""
    lines = as_comments([{"id": "q", "text": "One\n\ntwo"}]).splitlines()
    assert lines[1] == "# Not imported. Correct these and move them up."
    uncommented = "\n".join(line[2:] for line in lines[2:])
    assert yaml.safe_load(uncommented) == [{"id": "q", "text": "One\n\ntwo"}]
