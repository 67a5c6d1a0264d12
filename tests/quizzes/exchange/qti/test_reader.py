from __future__ import annotations

import pytest

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.qti import reader
from tests.quizzes.exchange.qti.writing import (
    archive_of,
    declaration,
    item,
    legacy_item,
    material,
)

CHOICE = (
    '<choiceInteraction responseIdentifier="RESPONSE"><simpleChoice identifier="a">A</simpleChoice>'
    '<simpleChoice identifier="b">B</simpleChoice></choiceInteraction>'
)
LEGACY = legacy_item(
    material("Why?") + '<response_str ident="r"><render_fib/></response_str>', kind="essay_question"
)


def test_versions_may_be_mixed_in_a_package():
    package = archive_of({"1.xml": item(CHOICE, declaration(["a"])), "2.xml": LEGACY})
    questions, losses = reader.read(package)
    assert [question.name for question in questions] == ["Item", "Old item"]
    assert losses == []


def test_version_3():
    document = """\
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="T">
  <qti-response-declaration identifier="R" cardinality="single" base-type="identifier">
    <qti-correct-response><qti-value>b</qti-value></qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body><qti-choice-interaction response-identifier="R" max-choices="1" shuffle="true">
    <qti-prompt>Which?</qti-prompt>
    <qti-simple-choice identifier="a">A</qti-simple-choice>
    <qti-simple-choice identifier="b">B</qti-simple-choice>
  </qti-choice-interaction></qti-item-body>
  <qti-response-processing
    template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"/>
</qti-assessment-item>"""
    (question,), losses = reader.read(document.encode())
    assert [key.is_right for key in question.content.options] == [False, True]
    assert (question.text, losses) == ("Which?", [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<assessmentTest/>", "Import the whole package"),
        (b"<quiz/>", "begins with <quiz>, which is no element of QTI"),
        (archive_of({"readme.txt": "x"}), "no QTI items"),
        (b"GIFT?{T}", "not well-formed"),
    ],
)
def test_what_is_no_qti(data, reason):
    with pytest.raises(ExchangeError, match=reason):
        reader.read(data)


def test_there_is_a_limit(monkeypatch):
    monkeypatch.setattr(reader, "MAX_QUESTIONS", 0)
    with pytest.raises(ExchangeError, match="more than 0 questions"):
        reader.read(item(CHOICE, declaration(["a"])).encode())
