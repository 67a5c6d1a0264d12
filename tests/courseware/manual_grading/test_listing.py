"""Code with comments below its lines."""

from __future__ import annotations

from courseware.items.manual import Remark
from courseware.manual_grading.listing import MOST_HIGHLIGHTED, blocks

CODE = 'def f(x):\n    """<b>\n    Doc."""\n    return 2 * x\n'


def test_a_comment_stands_below_its_line_and_cuts_the_code_there():
    remark = Remark("Why 2?", line=4)
    first, *rest = blocks(CODE, [remark])
    assert first.remarks == [remark] and rest == []
    before, after = blocks(CODE, [Remark("Name it.", line=1)])
    assert 'id="line-1"' in before.html and 'id="line-2"' in after.html
    assert "&lt;b&gt;" in after.html and "<b>" not in after.html


def test_every_line_has_its_number_and_its_tags_closed():
    (block,) = blocks(CODE, [])
    lines = block.html.split('<span class="code-line"')[1:]
    assert [line.split('data-line="')[1].split('"')[0] for line in lines] == list("1234")
    for line in lines:  # of a text over several lines too; the line's own tag was cut off
        assert line.count("</span>") == line.count("<span") + 1


def test_a_comment_at_a_line_that_is_not_there_stands_at_the_end():
    (block,) = blocks("x = 1\n", [Remark("More?", line=9), Remark("Well.", line=None)])
    assert [remark.text for remark in block.remarks] == ["More?", "Well."]


def test_a_long_file_is_shown_without_colors():
    (block,) = blocks("x = '<'\n" * (MOST_HIGHLIGHTED // 8 + 1), [])
    assert "&lt;" in block.html and 'class="n"' not in block.html
