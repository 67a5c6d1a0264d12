"""A document with its headings, anchors and places; mistakes are reported with their lines."""

import pytest

from courseware.chapters.markdown import Piece, misplaced, read, split_places
from grader.files.faults import Faults


def faults_of(text: str, first_line: int = 1) -> list[str]:
    faults = Faults()
    read(text, faults, "a.md", first_line)
    return [str(fault) for fault in faults]


def test_places_split_the_page():
    html = read("before\n\n::quiz[dropout]\n\nafter", Faults(), "a.md").html
    assert list(split_places(html)) == [
        Piece("<p>before</p>\n", "quiz", "dropout"),
        Piece("\n<p>after</p>\n"),
    ]


def test_the_place_of_a_figure_carries_its_attributes():
    html = read('::figure[roc-curve]{threshold=0.7 caption="A *b*"}', Faults()).html
    assert list(split_places(html)) == [
        Piece("", "figure", "roc-curve", "threshold=0.7&caption=A+%2Ab%2A"),
        Piece("\n"),
    ]


def test_a_figure_that_there_is_not_is_a_fault_with_its_line():
    (fault,) = faults_of("text\n\n::figure[roc-curv]")
    assert fault.startswith('a.md:3: there is no figure "roc-curv". Did you mean "roc-curve"?')


def test_a_figure_has_one_place_in_a_chapter():
    assert faults_of("::figure[l1-norm]\n\n::figure[l1-norm]") == [
        'a.md:3: figure "l1-norm" has its place here twice'
    ]


def test_headings_and_paragraphs_carry_their_anchors():
    document = read("## Why {#why}\n\nText of it.\n{#para}", Faults(), "a.md")
    assert document.anchors == {"why", "para"}
    assert document.headings[0].title == "Why"
    assert document.html == (
        '<h2 id="why"><a class="heading-link" href="#why">Why</a></h2>\n'
        '<p id="para">Text of it.</p>\n'
    )


def test_faults_name_their_line_counted_from_the_top_of_the_file():
    text = "# Title\n\n## No anchor\n\n## A {#a}\n\n## B {#a}\n\n$\\nonsense$"
    assert faults_of(text, first_line=5) == [
        "a.md:5: a first-level heading; the title belongs in the front matter; begin with ##",
        'a.md:5: the heading "Title" has no anchor; end it with {#a-short-name}',
        'a.md:7: the heading "No anchor" has no anchor; end it with {#a-short-name}',
        'a.md:11: the anchor "a" appears here twice',
        "a.md:13: the command \\nonsense in “\\nonsense” is not known",
    ]


def test_a_playground_without_description_is_a_fault():
    assert faults_of('::playground[l1]{caption="L1"}') == [
        'a.md:1: playground "l1" needs alt="…": what to see in it'
    ]


@pytest.mark.parametrize("state", ["", "noise=20", "points=1:1:1;2:2:-1;3:1:1;0:0:-1&noise=5"])
def test_a_playground_may_have_any_state_that_it_can_be_in(state: str):
    assert faults_of(f'::playground[l1]{{state="{state}" caption="L1" alt="A net"}}') == []


def test_a_playground_in_no_state_is_a_fault():
    (fault,) = faults_of('\n::playground[l1]{state="noise=99" caption="L1" alt="A net"}')
    assert fault.startswith('a.md:2: playground "l1" cannot be in this state: noise is "99"')


def test_places_of_items_are_listed_with_their_lines():
    document = read("::quiz[a]\n\ntext\n\n::lab[b-2]", Faults(), "a.md", 10)
    assert [(place.kind, place.slug, place.line) for place in document.places] == [
        ("quiz", "a", 10),
        ("lab", "b-2", 14),
    ]


def test_a_heading_keeps_its_level_and_the_text_of_its_markup():
    (heading,) = read("### The *L1* penalty {#l1}", Faults(), "a.md").headings
    assert (heading.level, heading.anchor, heading.title) == (3, "l1", "The L1 penalty")


def test_text_without_places_is_one_piece():
    assert list(split_places("<p>text</p>")) == [Piece("<p>text</p>")]


def test_places_in_a_text_that_is_no_chapter_are_named():
    text = (
        "Look:\n\n- a\n\n  ::figure[roc-curve]{threshold=0.7}\n\n::quiz[x]\n\n```\n::lab[y]\n```\n"
    )
    assert list(misplaced(text)) == [
        (4, "::figure[roc-curve] would show nothing here; only chapters have such places"),
        (6, "::quiz[x] would show nothing here; only chapters have such places"),
    ]
    assert list(misplaced("A slice, x[::2].")) == []
