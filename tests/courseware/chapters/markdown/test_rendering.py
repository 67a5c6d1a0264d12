"""Authors' Markdown becomes safe HTML."""

import pytest

from courseware.chapters.markdown import render, render_inline
from courseware.chapters.markdown.rendering import place_mark


def test_raw_html_is_shown_as_text():
    assert render("a <script>alert(1)</script>") == (
        "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_code_is_no_link(target):
    assert "<a" not in render(f"[x]({target})")


def test_a_link_to_an_anchor_stays():
    assert render_inline("[here](#top)") == '<a href="#top">here</a>'


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


def test_an_empty_corner_of_a_table_is_no_header():
    html = render("| | one |\n|:-|-:|\n| a | |")
    assert html.count("<th") - html.count("<thead") == html.count("</th>") == 1
    assert '<td class="align-left"></td>\n<th class="align-right">one</th>' in html


def test_formulas_have_a_name_where_they_are_all_that_names_something():
    html = render("| $x_1^2$ | the $y$ |\n|-|-|\n| $z$ | |")
    assert html.count("aria-label") == 1 and '<math aria-label="x_1^2" ' in html
    assert render_inline("$a$ $b$").count("aria-label") == 2
    assert "aria-label" not in render_inline("about $a$")
    assert "aria-label" not in render("$a$")


def test_a_figure_s_place_is_a_mark_with_what_the_author_said():
    html = render('::figure[x]{threshold=0.7 caption="<b> \\"quoted\\" -->"}')
    given = {"threshold": "0.7", "caption": '<b> "quoted" -->'}
    assert html == place_mark("figure", "x", given) + "\n"
    assert html.count(">") == 1


def test_a_playground_has_its_state_a_description_and_a_link():
    place = (
        '::playground[l1]{state="dataset=circle&x=true" caption="L1" alt="A net" controls="noise"}'
    )
    html = render(place)
    assert 'data-state="dataset=circle&amp;x=true" data-controls="noise"' in html
    assert 'href="/playground/#dataset=circle&amp;x=true"' in html
    assert "<p>A net</p>" in html
    assert "<b>" not in render('::playground[x]{state="<b>" caption="c" alt="<b>"}')


def test_an_item_s_place_is_a_mark_that_the_page_fills_in():
    assert place_mark("quiz", "a") in render("::quiz[a]")


def test_a_line_has_no_paragraph_around_it():
    assert render_inline(" *a* line\n") == "<em>a</em> line"


@pytest.mark.parametrize("language", ["", "text", "plain"])
def test_plain_text_is_not_highlighted(language):
    assert "<span" not in render(f"```{language}\nx = 1\n```")


def test_a_heading_with_an_anchor_is_a_link_to_itself():
    assert render("## Why *not* {#why-not}") == (
        '<h2 id="why-not"><a class="heading-link" href="#why-not">Why <em>not</em></a></h2>\n'
    )


@pytest.mark.parametrize("text", ["## No anchor", "## A [link](#x) {#y}"])
def test_other_headings_are_as_they_were(text):
    assert "heading-link" not in render(text)
