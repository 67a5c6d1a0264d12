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
