from __future__ import annotations

import pytest

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.qti import tree

VERSION_3 = b"""\
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" time-dependent="false">
  <qti-item-body data-catalog-idref="c"><p class="lead-text">A</p><qti-choice-interaction
    response-identifier="R" max-choices="1"/></qti-item-body>
</qti-assessment-item>"""


def test_version_3_has_the_names_of_version_2():
    root = tree.parse(VERSION_3)
    assert (root.tag, root.get("timeDependent")) == ("assessmentItem", "false")
    body = root[0]
    assert (body.tag, body.get("data-catalog-idref")) == ("itemBody", "c")
    assert [child.tag for child in body] == ["p", "choiceInteraction"]
    assert body[1].attrib == {"responseIdentifier": "R", "maxChoices": "1"}
    assert body[0].get("class") == "lead-text"


def test_a_document_type_is_read_as_long_as_it_declares_no_entities():
    old = b'<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd"><questestinterop/>'
    assert tree.parse(old).tag == "questestinterop"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<assessmentItem>", "not well-formed"),
        (b"", "not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "declares entities"),
        (b"<a>" * 300 + b"</a>" * 300, "more than 200 levels"),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(ExchangeError, match=reason):
        tree.parse(data)


def test_names_go_both_ways():
    for name in ("responseDeclaration", "mapEntry", "p", "simpleMatchSet"):
        assert tree._camel(tree.kebab(name)) == name


def test_the_text_of_an_element():
    root = tree.parse(b"<a> <b>one<b>two</b></b> <c><b>three</b></c></a>")
    assert tree.text_of(root[0]) == "onetwo"
    assert tree.text_of(None) == ""
