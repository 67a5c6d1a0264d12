from __future__ import annotations

import pytest

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gap,
    Gaps,
    NumberKey,
    Numbers,
    Order,
    Pairs,
    Texts,
    TrueOrFalse,
)
from quizzes.exchange.qti import legacy
from tests.quizzes.exchange.qti.writing import (
    condition,
    equal,
    labels,
    legacy_item,
    material,
    read_legacy,
    root_of,
)


def chosen(inside: str, cardinality: str = "Single", id: str = "response1") -> str:
    return f'<response_lid ident="{id}" rcardinality="{cardinality}">{inside}</response_lid>'


def typed(fib: str = "", id: str = "response1") -> str:
    return f'<response_str ident="{id}"><render_fib {fib}/></response_str>'


def refusal(document: str) -> str:
    questions, losses = legacy.read_document(root_of(document))
    assert questions == []
    return losses[-1].what


def test_one_option_with_feedback():
    feedback = "".join(
        f'<itemfeedback ident="{name}">{material(text)}</itemfeedback>'
        for name, text in {"all": "Because.", "no": "Not this.", "whole": "All wrong."}.items()
    )
    conditions = (
        condition("<other/>", None, show="all")
        + condition(equal("b"), None, show="no")
        + condition(equal("a"))
        + condition("<other/>", None, show="whole")
    )
    question, losses = read_legacy(
        legacy_item(
            material("Which?") + chosen(labels(a="A", b="B")), conditions, "", feedback, "2"
        )
    )
    assert question.text == "Which?"
    assert question.content == Choices(
        True, (AnswerKey("A", 1.0), AnswerKey("B", 0.0, "Not this.")), False
    )
    assert (question.explanation, question.points) == ("Because.", 2)
    assert losses == ["the feedback “All wrong.”"]


def test_part_of_the_points_for_an_option():
    conditions = condition(equal("a")) + condition(equal("b"), 50)
    question, _ = read_legacy(legacy_item(chosen(labels(a="A", b="B", c="C")), conditions))
    assert [key.fraction for key in question.content.options] == [1, 0.5, 0]


def test_several_options_all_or_nothing():
    exactly = f"<and>{equal('a')}{equal('b')}<not>{equal('c')}</not></and>"
    document = legacy_item(chosen(labels(a="A", b="B", c="C"), "Multiple"), condition(exactly))
    content = read_legacy(document)[0].content
    assert (content.single, content.all_or_nothing) == (False, True)
    assert [key.fraction > 0 for key in content.options] == [True, True, False]


def test_several_options_each_with_its_share():
    conditions = "".join(condition(equal(each), 50, action="Add") for each in "ab")
    conditions += condition(equal("c"), 25, action="Subtract")
    document = legacy_item(chosen(labels(a="A", b="B", c="C"), "Multiple"), conditions)
    content = read_legacy(document)[0].content
    assert not content.all_or_nothing
    assert [key.fraction for key in content.options] == [0.5, 0.5, -0.25]


def test_options_without_words_are_left_out():
    document = legacy_item(chosen(labels(a="A", b="B", c="")), condition(equal("a")))
    question, losses = read_legacy(document)
    assert [key.text for key in question.content.options] == ["A", "B"]
    assert losses == ["options without words"]


def test_true_and_false():
    document = legacy_item(
        chosen(labels(x="True", y="False")), condition(equal("y")), "true_false_question"
    )
    assert read_legacy(document)[0].content == TrueOrFalse(False)


def test_an_order():
    steps = "".join(map(equal, "ba"))
    document = legacy_item(chosen(labels(a="A", b="B"), "Ordered"), condition(steps))
    assert read_legacy(document)[0].content == Order(("B", "A"), "all-or-nothing")


def test_a_short_text():
    conditions = condition(f"<or>{equal('York')}{equal('Jork')}</or>")
    question, _ = read_legacy(legacy_item(material("Who?") + typed(), conditions))
    assert question.content == Texts((AnswerKey("York", 1.0), AnswerKey("Jork", 1.0)))


def test_numbers_alone_and_in_intervals():
    exact = condition(equal("3"))
    interval = condition(
        '<vargte respident="response1">1</vargte><varlte respident="response1">4</varlte>'
    )
    field = typed('fibtype="Decimal"')
    assert read_legacy(legacy_item(field, exact))[0].content == Numbers((NumberKey(3, 0, 1),))
    assert read_legacy(legacy_item(field, interval))[0].content == Numbers(
        (NumberKey(2.5, 1.5, 1),)
    )
    around = interval.replace("<conditionvar>", f"<conditionvar><or>{equal('3')}<and>").replace(
        "</conditionvar>", "</and></or></conditionvar>"
    )
    assert read_legacy(legacy_item(field, around))[0].content == Numbers((NumberKey(3, 2, 1),))


def test_an_essay():
    assert read_legacy(legacy_item(typed(), kind="essay_question"))[0].content == FreeText()


def test_pairs():
    right = labels(x="One", y="Two", z="Three")
    fields = "".join(
        chosen(material(word) + right, id=name) for name, word in {"r1": "1", "r2": "2"}.items()
    )
    conditions = condition(equal("x", "r1"), 50, action="Add")
    conditions += condition(equal("y", "r2"), 50, action="Add")
    question, losses = read_legacy(legacy_item(material("Match.") + fields, conditions))
    assert question.content == Pairs((("1", "One"), ("2", "Two")), ("Three",))
    assert (question.text, losses) == ("Match.", [])


def test_pairs_without_words_are_left_out():
    fields = chosen(material("1") + labels(x="One", e=""), id="r1")
    fields += chosen(material("") + labels(x="One", e=""), id="r2")
    conditions = condition(equal("x", "r1"), 50, action="Add")
    conditions += condition(equal("e", "r2"), 50, action="Add")
    question, losses = read_legacy(legacy_item(fields, conditions))
    assert question.content.pairs == (("1", "One"),)
    assert losses == ["pairs without words"]


DROPDOWNS = (
    material("&lt;p&gt;Roses are [c1], skies [c2].&lt;/p&gt;", "text/html")
    + chosen(material("c1") + labels(r="red", g="green"), id="response_c1")
    + chosen(material("c2") + labels(b="blue", w="wet"), id="response_c2")
)
SHARES = condition(equal("r", "response_c1"), 50, action="Add") + condition(
    equal("b", "response_c2"), 50, action="Add"
)


def test_blanks_that_are_chosen():
    question, losses = read_legacy(legacy_item(DROPDOWNS, SHARES, "multiple_dropdowns_question"))
    assert question.text == "Roses are [[gap1]], skies [[gap2]]."
    assert question.content == Gaps(
        (
            Gap("gap1", (AnswerKey("red", 1.0),), ("red", "green")),
            Gap("gap2", (AnswerKey("blue", 1.0),), ("blue", "wet")),
        )
    )
    assert losses == []


def test_blanks_that_are_typed():
    kind = "fill_in_multiple_blanks_question"
    content = read_legacy(legacy_item(DROPDOWNS, SHARES, kind))[0].content
    assert [gap.choices for gap in content.gaps] == [(), ()]
    fields = material("A ") + typed(id="r1") + material(" B ") + typed(id="r2")
    conditions = "".join(
        condition(equal(text, id), 50, action="Add") for id, text in {"r1": "1", "r2": "2"}.items()
    )
    question, _ = read_legacy(legacy_item(fields, conditions))
    assert [gap.answers[0].text for gap in question.content.gaps] == ["1", "2"]
    assert question.text.index("[[gap1]]") < question.text.index("[[gap2]]")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (legacy_item(typed(), kind="calculated_question"), "drawn at random"),
        (legacy_item(typed(), kind="file_upload_question"), "asks for a file"),
        (legacy_item(material("x"), kind="text_only_question"), "text without a question"),
        (legacy_item(material("x")), "asks nothing"),
        (legacy_item('<response_xy ident="r"/>'), "“response_xy”"),
        (legacy_item("").replace("presentation", "other"), "no presentation"),
        (legacy_item(chosen(labels(a="A", b="B"))), "declared correct"),
        (legacy_item(chosen(labels(a="A")), condition("<durequal/>")), "uses the condition"),
        (
            legacy_item(chosen(labels(a="A"), id="r") + chosen(labels(b="B"), id="s")),
            "none of its pairs",
        ),
    ],
)
def test_what_is_not_imported(document, reason):
    assert reason in refusal(document)


def test_drawn_questions_are_reported():
    drawn = "<section><selection_ordering><selection/></selection_ordering>"
    document = legacy_item(typed(), kind="essay_question").replace("<section>", drawn)
    assert read_legacy(document)[1] == ["that some of its questions are drawn; all are here"]
