import pytest

from quizzes.authoring.coverage import UncoveredSection, headings_of, section_hashes, uncovered

SOURCE = """\
---
title: One
---

## First {#first}

Some text,
on two lines. {#aside}

```python
# no heading {#no}
```

More of the first.

### Second {#second}

Its text.
{#second-aside}
"""


def changed(old, new):
    before, after = section_hashes(SOURCE), section_hashes(SOURCE.replace(old, new))
    return {anchor for anchor in before if before[anchor] != after[anchor]}


def test_a_change_is_seen_by_what_holds_it():
    assert changed("on two lines", "on a line") == {"first", "aside"}
    assert changed("More of", "Rest of") == {"first"}
    assert changed("Its text", "The text") == {"second", "second-aside"}


def test_layout_is_no_change():
    assert changed("Some text,\non two", "Some text, on\ntwo") == set()


def test_sections_that_no_question_names():
    outlines = {"one": [{"anchor": "first", "title": "First"}, {"anchor": "b", "title": "B"}]}
    assert uncovered(outlines, ["one#first"]) == [UncoveredSection("one", "b", "B")]
    assert uncovered(outlines, ["one#first", "one#b"]) == []


def test_a_paragraph_belongs_to_the_heading_above_it():
    assert headings_of(SOURCE) == {
        "first": "first",
        "aside": "first",
        "no": "first",
        "second": "second",
        "second-aside": "second",
    }


@pytest.mark.parametrize(
    ("source", "anchors"),
    [
        ("", set()),
        ("No anchor.", set()),
        ("# One {#one}", {"one"}),
        ("Two {#a} in one line {#b}.", {"a", "b"}),
        ("{#1st} {#-x} {#a b}", set()),
        ("~~~\n# {#code}\n~~~", {"code"}),
    ],
)
def test_anchors_are_found_where_they_stand(source, anchors):
    assert set(section_hashes(source)) == anchors


def test_a_section_ends_at_the_next_heading_of_any_level():
    source = "# A {#a}\n\nText.\n\n## B {#b}\n\nMore.\n"
    hashes = section_hashes(source)
    assert section_hashes(source.replace("More", "Less"))["a"] == hashes["a"]
    assert section_hashes(source.replace("More", "Less"))["b"] != hashes["b"]


def test_a_comment_in_code_is_no_heading():
    source = "# A {#a}\n\n```\n# comment\n```\n\nEnd.\n"
    assert section_hashes(source.replace("End", "Start"))["a"] != section_hashes(source)["a"]


def test_sections_are_listed_in_the_order_of_chapters():
    outlines = {
        "two": [{"anchor": "x", "title": "X"}],
        "one": [{"anchor": "x", "title": "Also X"}],
    }
    assert uncovered(outlines, []) == [
        UncoveredSection("two", "x", "X"),
        UncoveredSection("one", "x", "Also X"),
    ]
    assert uncovered(outlines, ["two#x", "three#x"]) == [UncoveredSection("one", "x", "Also X")]


def test_before_the_first_heading_an_anchor_stands_under_none():
    assert headings_of("Text {#a}\n\n# H {#h}\n\nMore {#b}\n") == {"a": "", "h": "h", "b": "h"}
