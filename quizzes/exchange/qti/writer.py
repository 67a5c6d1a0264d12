"""Neutral questions as a QTI package: an item for each, and a test that names them in order.

Items are built with the names of QTI 2.1; `as_version_3` renames them. All scoring is written as
response processing with standard rules, so that other systems award what is awarded here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from quizzes.contract.neutral import FreeText, Gaps, Loss, NeutralQuestion, Order, Texts
from quizzes.contract.unique_ids import UniqueIds
from quizzes.exchange.qti import written_items
from quizzes.exchange.qti.tree import kebab

_DATE = (1980, 1, 1, 0, 0, 0)  # the same questions make the same file
_NAMESPACES = {
    2: "http://www.imsglobal.org/xsd/imsqti_v2p1",
    3: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
}
_SCHEMAS = {
    2: "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    3: "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
}
_PACKAGES = {
    2: ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0"),
    3: ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0"),
}
_ITEM_TYPES = {2: "imsqti_item_xmlv2p1", 3: "imsqti_item_xmlv3p0"}
_TEST_TYPES = {2: "imsqti_test_xmlv2p1", 3: "imsqti_test_xmlv3p0"}
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
register_namespace("xsi", _XSI)


def write_version_2(questions: Iterable[NeutralQuestion]) -> tuple[bytes, list[Loss]]:
    """A package of QTI 2.1 as a zip archive, and what it cannot hold."""
    return _write(questions, 2)


def write_version_3(questions: Iterable[NeutralQuestion]) -> tuple[bytes, list[Loss]]:
    """A package of QTI 3.0 as a zip archive, and what it cannot hold."""
    return _write(questions, 3)


def _write(questions: Iterable[NeutralQuestion], version: int) -> tuple[bytes, list[Loss]]:
    losses: list[Loss] = []
    names: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    ids = UniqueIds("question")
    for question in questions:
        losses += [Loss(question.name, what) for what in _losses(question)]
        name = f"items/{ids.assign(question.name)}.xml"
        identifier = _identifier(question.name, len(names) + 1)
        names[identifier] = name
        files.append((name, _document(written_items.item(question, identifier), version)))
    files.append(("test.xml", _document(_test(names), version)))
    files.insert(0, ("imsmanifest.xml", _manifest(names, version)))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(zipfile.ZipInfo(name, _DATE), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue(), losses


def _identifier(name: str, number: int) -> str:
    """An NCName that no other item has."""
    return f"item-{number}-{re.sub(r'[^A-Za-z0-9_-]', '-', name)[:60]}"


def _losses(question: NeutralQuestion) -> list[str]:
    losses = ["the tags"] if question.tags else []
    content = question.content
    if isinstance(content, Order) and content.rule != "all-or-nothing":
        losses.append("part of the points for a partly correct order; it is all or nothing")
    if isinstance(content, Texts) and any("*" in key.text for key in content.answers):
        losses.append("wildcards in answers")
    if isinstance(content, Gaps) and any(
        key.feedback for gap in content.gaps for key in gap.answers
    ):
        losses.append("the feedback on single blanks")
    if isinstance(content, FreeText) and content.criteria:
        losses.append("the rubric as a form; graders read it as text")
    return losses


def _document(root: Element, version: int) -> bytes:
    root.set("xmlns", _NAMESPACES[version])
    root.set(f"{{{_XSI}}}schemaLocation", f"{_NAMESPACES[version]} {_SCHEMAS[version]}")
    if version == 3:
        as_version_3(root)
    return _serialized(root)


def _serialized(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def as_version_3(root: Element) -> None:
    """Renames elements and attributes of QTI 2.1 to those of 3.0; HTML and MathML stay.

    Feedback and rubrics get the element around their content that 3.0 asks for.
    """
    for element in list(root.iter()):
        if element.tag in ("modalFeedback", "rubricBlock"):
            content = Element("contentBody")
            content.extend(element)
            element[:] = [content]
        if element.tag == "rubricBlock":
            element.set("use", "scoring")
    for element in root.iter():
        tag = str(element.tag)
        if tag in written_items.HTML | written_items.MATH:
            continue
        element.tag = f"qti-{kebab(tag)}"
        for name in list(element.attrib):
            if not name.startswith(("{", "xmlns")):
                element.attrib[kebab(name)] = element.attrib.pop(name)


def _test(names: dict[str, str]) -> Element:
    test = Element("assessmentTest", identifier="test", title="Quiz")
    part = SubElement(
        test,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    section = SubElement(
        part, "assessmentSection", identifier="section", title="Questions", visible="true"
    )
    for identifier, href in names.items():
        SubElement(section, "assessmentItemRef", identifier=identifier, href=href)
    indent(test)
    return test


def _manifest(names: dict[str, str], version: int) -> bytes:
    namespace, schema, number = _PACKAGES[version]
    root = Element("manifest", xmlns=namespace, identifier="package")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = schema
    SubElement(metadata, "schemaversion").text = number
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = SubElement(
        resources, "resource", identifier="test", type=_TEST_TYPES[version], href="test.xml"
    )
    SubElement(test, "file", href="test.xml")
    for identifier in names:
        SubElement(test, "dependency", identifierref=identifier)
    for identifier, href in names.items():
        item = SubElement(
            resources, "resource", identifier=identifier, type=_ITEM_TYPES[version], href=href
        )
        SubElement(item, "file", href=href)
    indent(root)
    return _serialized(root)
