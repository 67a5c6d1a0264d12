from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import fromstring

import pytest

from quizzes.contract.neutral import (
    AnswerKey,
    Choices,
    FreeText,
    Gap,
    Gaps,
    NeutralQuestion,
    Order,
    Texts,
)
from quizzes.exchange.qti import reader, writer

WRITERS = {2: writer.write_version_2, 3: writer.write_version_3}
A, B = AnswerKey("a", 1.0, "Yes."), AnswerKey("b", 0.0, "No.")
CHOICE = NeutralQuestion("First one", "Which?", Choices(True, (A, B)), "So.")
ESSAY = NeutralQuestion("First one", "Why?", FreeText(guide="Look for *it*."), "Thus.")


def files(version: int, *questions: NeutralQuestion) -> dict[str, bytes]:
    data, _ = WRITERS[version](questions)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("version", WRITERS)
def test_a_package_names_all_its_files(version):
    found = files(version, CHOICE, ESSAY)
    items = ["items/first-one.xml", "items/first-one-2.xml"]
    assert list(found) == ["imsmanifest.xml", *items, "test.xml"]
    manifest = fromstring(found["imsmanifest.xml"])
    hrefs = [each.get("href") for each in manifest.iter() if each.tag.endswith("}resource")]
    assert hrefs == ["test.xml", *items]
    referenced = [each.get("href") for each in fromstring(found["test.xml"]).iter()]
    assert [href for href in referenced if href] == items


def test_the_same_questions_make_the_same_file():
    assert WRITERS[2]([CHOICE]) == WRITERS[2]([CHOICE])


def test_version_3_renames_elements_and_leaves_html_and_mathml():
    essay = NeutralQuestion("q", "Why $x$?", FreeText(guide="Look."), "So.")
    root = fromstring(files(3, essay)["items/q.xml"])
    names = {each.tag.rpartition("}")[2] for each in root.iter()}
    assert {"qti-assessment-item", "qti-response-declaration", "qti-item-body", "p", "math"} < names
    assert not {name for name in names if name != name.lower()}
    feedback = next(each for each in root.iter() if each.tag.endswith("}qti-modal-feedback"))
    assert [child.tag.rpartition("}")[2] for child in feedback] == ["qti-content-body"]
    rubric = next(each for each in root.iter() if each.tag.endswith("}qti-rubric-block"))
    assert (rubric.get("view"), rubric.get("use")) == ("scorer", "scoring")


@pytest.mark.parametrize("version", WRITERS)
@pytest.mark.parametrize("question", [CHOICE, ESSAY])
def test_what_was_written_is_read_back_equal(version, question):
    data, losses = WRITERS[version]([question])
    assert reader.read(data) == ([question], [])
    assert losses == []


@pytest.mark.parametrize(
    ("content", "loss"),
    [
        (Order(("a", "b", "c"), "lcs"), "part of the points for a partly correct order"),
        (Texts((AnswerKey("York*", 1.0),)), "wildcards in answers"),
        (Gaps((Gap("a", (A,)),)), "the feedback on single blanks"),
        (FreeText((("Kink", 1.0),)), "the rubric as a form"),
    ],
)
def test_what_is_lost(content, loss):
    _, losses = writer.write_version_2([NeutralQuestion("q", "[[a]]", content)])
    assert [each.what.startswith(loss) for each in losses] == [True]
    _, losses = writer.write_version_2([NeutralQuestion("q", "?", CHOICE.content, tags=("t",))])
    assert [str(each) for each in losses] == ["q: the tags"]
