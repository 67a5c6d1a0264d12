"""Notes in the margin, written where they belong in the text."""

import pytest

from courseware.chapters.markdown import render

MARK = '<span class="note-mark"></span>'


def test_a_note_stands_where_it_is_written():
    html = render("Weights vanish.^[All but *two*, with $w_1 = 0$.] And then?")
    assert f'<p>Weights vanish.{MARK}<span class="margin-note" role="note">All but' in html
    assert "<em>two</em>" in html
    assert "<math" in html[html.index("margin-note") :]
    assert html.endswith("</span> And then?</p>\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A link in it.^[See [there](#there).]", '<a href="#there">there</a>.</span>'),
        ("Brackets.^[An array a[0] of [x].]", "An array a[0] of [x].</span>"),
        ("Code.^[`^[a]` is a note.]", "<code>^[a]</code> is a note.</span>"),
    ],
)
def test_a_note_may_hold_brackets(text, shown):
    assert shown in render(text)


@pytest.mark.parametrize(
    "text", ["Never closed.^[So it is", "Nothing in it.^[ ]", "`code^[1]`", r"Escaped \^[x]"]
)
def test_what_is_no_note_is_text(text):
    assert "margin-note" not in render(text)


def test_notes_hold_no_notes():
    html = render("One.^[Two.^[Three.]]")
    assert html.count('class="margin-note"') == 1
    assert "Two.^[Three.]</span>" in html


def test_a_note_is_safe():
    assert "<script>" not in render("x^[<script>alert(1)</script>]")
