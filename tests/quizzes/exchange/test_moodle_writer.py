from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from quizzes.exchange import moodle_reader, moodle_writer


def written(content, text: str = "Which?", **fields) -> Element:
    """The element of the question."""
    xml, losses = moodle_writer.write([NeutralQuestion("q-1", text, content, **fields)])
    assert losses == []
    (element,) = fromstring(xml)
    return element


def text_of(element: Element, path: str) -> str:
    return element.findtext(f"{path}/text") or ""


def answers(element: Element) -> list[tuple[str, str]]:
    return [
        (answer.get("fraction"), answer.findtext("text")) for answer in element.findall("answer")
    ]


def test_what_all_questions_have():
    element = written(FreeText(), "Let $x$.", explanation="So.", points=2.5, tags=("a", "b"))
    assert text_of(element, "name") == element.findtext("idnumber") == "q-1"
    assert text_of(element, "questiontext") == r"Let \(x\)."
    assert element.find("questiontext").get("format") == "markdown"
    assert text_of(element, "generalfeedback") == "So."
    assert float(element.findtext("defaultgrade")) == 2.5
    assert [tag.findtext("text") for tag in element.findall("tags/tag")] == ["a", "b"]


@pytest.mark.parametrize(("single", "word"), [(True, "true"), (False, "false")])
def test_choices(single, word):
    content = Choices(single, (AnswerKey("a", 1.0, "Yes."), AnswerKey("b", -1 / 3)), shuffle=False)
    element = written(content)
    assert element.get("type") == "multichoice"
    assert (element.findtext("single"), element.findtext("shuffleanswers")) == (word, "false")
    assert answers(element) == [("100", "a"), ("-33.33333", "b")]
    assert text_of(element.find("answer"), "feedback") == "Yes."


@pytest.mark.parametrize(("answer", "fractions"), [(True, ["100", "0"]), (False, ["0", "100"])])
def test_true_or_false(answer, fractions):
    element = written(TrueOrFalse(answer, "t", "f"))
    assert [fraction for fraction, _ in answers(element)] == fractions
    assert [text for _, text in answers(element)] == ["true", "false"]
    assert [text_of(each, "feedback") for each in element.findall("answer")] == ["t", "f"]


def test_numbers_have_tolerances_and_a_unit():
    element = written(Numbers((NumberKey(1.5, 0.01, 1.0), NumberKey(-1.5, 0.01, 0.0)), "bits"))
    assert answers(element) == [("100", "1.5"), ("0", "-1.5")]
    assert [each.findtext("tolerance") for each in element.findall("answer")] == ["0.01", "0.01"]
    assert element.findtext("units/unit/unit_name") == "bits"
    assert written(Numbers((NumberKey(1.0, 0.0, 1.0),))).find("units") is None


def test_a_star_in_a_text_is_no_wildcard():
    element = written(Texts((AnswerKey("a*b", 1.0),), case=True))
    assert answers(element) == [("100", r"a\*b")]
    assert element.findtext("usecase") == "1"


def test_blanks_are_embedded_in_the_text():
    gaps = Gaps((Gap("w", (AnswerKey("neurons", 1.0),)),))
    element = written(gaps, "By [[w]].")
    assert element.get("type") == "cloze"
    assert text_of(element, "questiontext") == "By {1:SHORTANSWER:=neurons}."


def test_pairs_and_targets_without_a_pair():
    element = written(Pairs((("Cat", "animal"),), ("stone",)))
    pairs = [(each.findtext("text") or "", text_of(each, "answer"))
             for each in element.findall("subquestion")]  # fmt: skip
    assert pairs == [("Cat", "animal"), ("", "stone")]


@pytest.mark.parametrize(
    ("rule", "name"), [("lcs", "LONGEST_ORDERED_SUBSET"), ("all-or-nothing", "ALL_OR_NOTHING")]
)
def test_an_order_has_places(rule, name):
    element = written(Order(("first", "second"), rule))
    assert element.findtext("gradingtype") == name
    assert answers(element) == [("1.0000000", "first"), ("2.0000000", "second")]


def test_a_rubric_is_information_for_graders():
    element = written(FreeText((("Slope", 2.0),), "A sample."))
    assert text_of(element, "graderinfo") == "- Slope (2)\n\n**Sample answer**\n\nA sample."


contents = st.one_of(
    st.builds(
        Choices,
        st.just(True),
        st.just((AnswerKey("a", 1.0), AnswerKey("<b> & c", 0.25, "Hm."))),
        st.booleans(),
    ),
    st.builds(TrueOrFalse, st.booleans(), st.just("t"), st.just("f")),
    st.builds(
        Numbers,
        st.builds(
            lambda value, tolerance: (NumberKey(value, tolerance, 1.0),),
            st.floats(-1e6, 1e6),
            st.floats(0, 100),
        ),
        st.sampled_from(["", "bits"]),
    ),
    st.builds(Order, st.just(("a", "b", "c")), st.sampled_from(["lcs", "all-or-nothing"])),
    st.builds(Pairs, st.just((("a", "b"), ("c", "d"))), st.just(("e",)), st.booleans()),
)


@given(contents)
def test_what_was_written_is_read_back_equal(content):
    question = NeutralQuestion("q", "Which?", content, "So.", 2.0, ("tag",))
    xml, _ = moodle_writer.write([question])
    assert moodle_reader.read(xml) == ([question], [])


def test_several_questions_stand_in_one_file():
    xml, _ = moodle_writer.write([NeutralQuestion(str(n), "?", FreeText()) for n in range(3)])
    assert [each.findtext("idnumber") for each in fromstring(xml)] == ["0", "1", "2"]
    assert xml.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')


def test_a_rule_that_moodle_does_not_have_is_reported():
    content = Choices(False, (AnswerKey("a", 1.0), AnswerKey("b", -1.0)), all_or_nothing=True)
    _, losses = moodle_writer.write([NeutralQuestion("q", "?", content)])
    assert [str(loss) for loss in losses] == [
        "q: the credit rule all-or-nothing; it becomes net-correct"
    ]
