"""Our additions to Markdown: places, boxes, anchors."""

import pytest

from courseware.chapters.markdown import render
from courseware.chapters.markdown.blocks import BOXES, attributes


def test_an_erratum_can_be_opened():
    html = render(':::erratum{source="Notes"}\nThey said *x*.\n:::')
    assert html.startswith('<details class="erratum"><summary>What the notes said')
    assert "<em>x</em>" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, {}),
        ("", {}),
        ('a="1" b="two words"', {"a": "1", "b": "two words"}),
        (r'a="say \"so\""', {"a": 'say "so"'}),
        (r'a="\\"', {"a": "\\"}),
        ("a=1 b_2=0.7", {"a": "1", "b_2": "0.7"}),
        ("a: 1", {}),
        ('a="1" a="2"', {"a": "2"}),
    ],
)
def test_attributes_are_words_or_quoted(text, expected):
    assert attributes(text) == expected


@pytest.mark.parametrize("name", sorted(BOXES.keys() - {"erratum"}))
def test_a_box_has_its_name_as_title_unless_it_has_its_own(name):
    assert f'<p class="box-title">{BOXES[name]}</p>' in render(f":::{name}\nText.\n:::")
    html = render(f':::{name}{{title="<Mine>"}}\nText.\n:::')
    assert f'<aside class="box box-{name}"><p class="box-title">&lt;Mine&gt;</p>' in html


def test_an_unknown_box_is_text():
    assert ":::danger" in render(":::danger\nText.\n:::")


@pytest.mark.parametrize("line", ["::quiz[a b]", "::Quiz[a]", ":quiz[a]", "text ::quiz[a]"])
def test_what_is_no_place_is_text(line):
    assert "<!--place" not in render(line)


def test_a_place_ends_a_paragraph():
    assert render("text\n::quiz[a]") == "<p>text</p>\n<!--place quiz a-->\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Text. {#a}", '<p id="a">Text.</p>\n'),
        ("Text.\n{#a}", '<p id="a">Text.</p>\n'),
        ("Text {#1a}", "<p>Text {#1a}</p>\n"),
        ("`x` {#a}", '<p id="a"><code>x</code></p>\n'),
        ("{#a} first", "<p>{#a} first</p>\n"),
    ],
)
def test_an_anchor_at_the_end_becomes_an_id(text, html):
    assert render(text) == html
