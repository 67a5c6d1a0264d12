"""Authors' Markdown becomes safe HTML, and its mistakes are reported with their lines."""

import re

import pytest

from courseware.chapters.markdown import read, render, render_inline, split_places
from grader.files.faults import Faults


def faults_of(text: str, first_line: int = 1) -> list[str]:
    faults = Faults()
    read(text, faults, "a.md", first_line)
    return [str(fault) for fault in faults]


def test_raw_html_is_shown_as_text():
    assert render("a <script>alert(1)</script>") == (
        "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_code_is_no_link(target):
    assert "<a" not in render(f"[x]({target})")


def test_a_link_to_an_anchor_stays():
    assert render_inline("[here](#top)") == '<a href="#top">here</a>'


def test_math_becomes_mathml_with_its_source_kept():
    html = render_inline("$w_j < 3$")
    assert "<msub><mi>w</mi><mi>j</mi></msub>" in html
    assert '<annotation encoding="application/x-tex">w_j &lt; 3</annotation>' in html


@pytest.mark.parametrize(
    "tex", [r"\text{<script>alert(1)</script>}", r"\href{javascript:x}{y}", r"\style{color:red}{x}"]
)
def test_math_cannot_carry_markup_styles_or_links(tex):
    html = re.sub(r"<annotation.*?</annotation>", "", render_inline(f"${tex}$"))
    assert "<script" not in html
    assert "javascript" not in html
    assert "style=" not in html


@pytest.mark.parametrize("amount", ["It costs $5 and $6.", r"It costs \$5."])
def test_money_is_not_math(amount):
    assert "<math" not in render(amount)


def test_code_is_highlighted_and_escaped():
    html = render("```python\nx = '<b>'\n```")
    assert '<code class="language-python">' in html
    assert "&lt;b&gt;" in html


def test_code_in_an_unknown_language_is_shown_plainly():
    assert "<pre><code" in render("```klingon\nx < 1\n```")
    assert "x &lt; 1" in render("```klingon\nx < 1\n```")


def test_tables_align_by_class_since_styles_are_forbidden():
    html = render("| a |\n|-:|\n| 1 |")
    assert '<td class="align-right">1</td>' in html
    assert "style=" not in html


def test_places_split_the_page():
    html = read("before\n\n::quiz[dropout]\n\nafter", Faults(), "a.md").html
    assert list(split_places(html)) == [
        ("<p>before</p>\n", "quiz", "dropout"),
        ("\n<p>after</p>\n", "", ""),
    ]


def test_a_figure_has_a_named_place_with_its_description():
    html = render('::figure[roc-curve]{caption="The ROC curve" alt="A curve above the diagonal"}')
    assert 'id="figure-roc-curve"' in html
    assert "A curve above the diagonal" in html
    assert "<figcaption>The ROC curve</figcaption>" in html


def test_a_figure_without_description_is_a_fault():
    assert faults_of('text\n\n::figure[auc]{caption="AUC"}') == [
        'a.md:3: figure "auc" needs alt="…": what to see in it'
    ]


def test_an_erratum_can_be_opened():
    html = render(':::erratum{source="Notes"}\nThey said *x*.\n:::')
    assert html.startswith('<details class="erratum"><summary>What the notes said')
    assert "<em>x</em>" in html


def test_headings_and_paragraphs_carry_their_anchors():
    document = read("## Why {#why}\n\nText of it.\n{#para}", Faults(), "a.md")
    assert document.anchors == {"why", "para"}
    assert document.headings[0].title == "Why"
    assert document.html == '<h2 id="why">Why</h2>\n<p id="para">Text of it.</p>\n'


def test_faults_name_their_line_counted_from_the_top_of_the_file():
    text = "# Title\n\n## No anchor\n\n## A {#a}\n\n## B {#a}\n\n$\\nonsense$"
    assert faults_of(text, first_line=5) == [
        "a.md:5: a first-level heading; the title stands in the front matter, begin with ##",
        'a.md:5: the heading "Title" has no anchor; end it with {#a-short-name}',
        'a.md:7: the heading "No anchor" has no anchor; end it with {#a-short-name}',
        'a.md:11: the anchor "a" stands here twice',
        "a.md:13: the command \\nonsense in “\\nonsense” is not known",
    ]
