import pytest
from django.template import Context, Template

from quizzes import services
from quizzes.templatetags.quizzes import (
    entry,
    indented,
    inline_markdown,
    markdown,
    open_blanks,
    plain_text,
    typed_text,
    with_blanks,
)


def test_a_text_of_blanks_can_be_read_without_their_names():
    assert open_blanks("I add [[width-1]] or [[Depth_2]].") == "I add […] or […]."
    assert open_blanks("w[0] [link](x) [[ ]]") == "w[0] [link](x) [[ ]]"


def test_blanks_stand_between_the_pieces_of_their_text():
    width, depth = {"id": "width"}, {"id": "depth"}
    pieces = with_blanks("I add [[width]] or *[[depth]]*.", [depth, width])
    assert [field for _, field in pieces] == [width, depth, None]
    assert "".join(piece for piece, _ in pieces) == "<p>I add  or <em></em>.</p>\n"


def test_a_blank_without_a_field_keeps_its_place():
    assert [field for _, field in with_blanks("[[other]]", [])] == [None, None]


@pytest.mark.parametrize(
    ("text", "plain"), [("*a* &amp; `b`", "a & b"), ("1 < 2", "1 < 2"), ("", "")]
)
def test_plain_text_has_no_marks(text, plain):
    assert plain_text(text) == plain


def test_markdown_of_authors_is_rendered():
    assert markdown("*a*") == "<p><em>a</em></p>\n"
    assert inline_markdown("*a*") == "<em>a</em>"


def test_an_entry_is_found_by_a_computed_name():
    assert (entry({"a": "x"}, "a"), entry({"a": "x"}, "b")) == ("x", "")


@pytest.mark.parametrize("line", ["x", "  x  y", "    ", ""])
def test_indentation_becomes_spaces_that_hold(line):
    shown = indented(line)
    assert shown.replace("\u00a0", " ") == line
    assert not shown.startswith(" ")


@pytest.mark.django_db
def test_points_of_a_file_are_shown_as_they_count(make_quiz, ben):
    attempt = services.start_attempt(item=make_quiz(points=10), user=ben)  # of 4 in the file
    attempt.earned = 3.0
    text = "{{ 1|in_points:attempt }}, {{ 2|points_shown:attempt }}, {{ attempt|score_shown }}"
    template = Template("{% load quizzes %}" + text)
    assert template.render(Context({"attempt": attempt})) == "2.5, 5 of 10, 7.5 of 10"
    attempt.item.points = 0
    assert template.render(Context({"attempt": attempt})) == "1.0, 2 of 4, 75%"


def test_typed_answers_show_their_formulas_and_no_other_markup():
    html = typed_text("*So* $x^2$\n<b>")
    assert "<math" in html and "*So*" in html and "<b>" not in html
