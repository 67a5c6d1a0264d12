from __future__ import annotations

import contextlib

import pytest

from quizzes.contract.neutral import ExchangeError
from quizzes.exchange.qti import package
from tests.quizzes.exchange.qti.writing import archive_of, item, legacy_item

MANIFEST = """\
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
<resource href="b.xml"><file href="b.xml"/></resource>
<resource><file href="sub/a.xml"/><file href="gone.xml"/></resource>
</resources></manifest>"""


def titles(data: bytes) -> list[str]:
    return [root.get("title", "") for root in package.documents(data)[0]]


def test_a_document_alone():
    assert titles(item("", title="Alone").encode()) == ["Alone"]


def test_the_order_of_the_manifest_and_then_what_it_does_not_name():
    files = {name: item("", title=name[-5]) for name in ("c.xml", "sub/a.xml", "b.xml")}
    files |= {"imsmanifest.xml": MANIFEST, "notes.txt": "no"}
    assert titles(archive_of(files)) == ["b", "a", "c"]


def test_a_manifest_in_a_folder_and_none_that_can_be_read():
    files = {"p/b.xml": item("", title="b"), "p/a.xml": item("", title="a")}
    assert titles(archive_of(files | {"p/imsmanifest.xml": MANIFEST})) == ["b", "a"]
    assert titles(archive_of(files | {"p/imsmanifest.xml": "<"})) == ["a", "b"]


def test_of_the_two_versions_of_a_canvas_quiz_the_whole_one_is_read():
    files = {
        "g1/assessment_qti.xml": legacy_item("cut"),
        "g1/assessment_meta.xml": "<quiz/>",
        "non_cc_assessments/g1.xml.qti": legacy_item("whole"),
        "g2/assessment_qti.xml": legacy_item("alone"),
    }
    roots, losses = package.documents(archive_of(files))
    words = {"".join(root.find(".//presentation").itertext()) for root in roots}
    assert (words, losses) == ({"whole", "alone"}, [])


def test_one_broken_document_keeps_no_other():
    roots, losses = package.documents(archive_of({"a.xml": "<a", "b.xml": item("")}))
    assert len(roots) == 1
    assert losses[0].question == "a.xml"
    assert losses[0].what.startswith("not read: The file is not well-formed")


def test_limits(monkeypatch):
    with pytest.raises(ExchangeError, match="when unpacked"):
        package.documents(archive_of({"a.xml": b"\0" * (package.MAX_BYTES + 1)}))
    monkeypatch.setattr(package, "MAX_FILES", 2)
    with pytest.raises(ExchangeError, match="has 3 files; 2 at most"):
        package.documents(archive_of(dict.fromkeys("abc", "")))
    monkeypatch.setattr(package, "MAX_BYTES", 10)
    with pytest.raises(ExchangeError, match="larger than 10 bytes"):
        package.documents(b"<assessmentItem/>")


def test_a_damaged_archive_is_refused():
    data = bytearray(archive_of({"a.xml": item("") * 50}))
    data[60:90] = b"\xff" * 30
    with pytest.raises(ExchangeError, match="archive cannot be read"):
        package.documents(bytes(data))


def test_an_archive_that_was_cut_or_moved_anywhere_is_refused_or_read():
    """The library raises other errors for other places."""
    data = archive_of({"a.xml": item("", title="a"), "imsmanifest.xml": MANIFEST})
    for place in range(0, len(data), 3):
        for damaged in (
            data[:place] + data[place + 5 :],
            data[:place] + b"\xff\xff" + data[place:],
        ):
            with contextlib.suppress(ExchangeError):
                package.documents(damaged)
