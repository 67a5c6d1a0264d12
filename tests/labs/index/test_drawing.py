"""Where boxes and lines of the map of labs stand."""

from __future__ import annotations

import re

from labs.index.drawing import ACROSS, DOWN, HEIGHT, WIDTH, draw, in_order, levels_of
from tests.labs.index.made import lab


def places(*labs):
    """Column and row of each box."""
    return {box.lab.slug: (box.x / ACROSS, box.y / DOWN) for box in draw(labs).boxes}


def ends(line: str) -> tuple[tuple[int, int], tuple[int, int]]:
    x, y = re.match(r"M(\d+) (\d+)H", line).groups()
    last, across = re.search(r" (\d+)H(\d+)$", line).groups()
    return (int(x), int(y)), (int(across), int(last))


def test_a_chain_stands_in_one_row_in_the_order_of_its_steps():
    a = lab("a")
    b = lab("b", a)
    c = lab("c", b)
    assert places(c, b, a) == {"a": (0, 0), "b": (1, 0), "c": (2, 0)}
    assert levels_of([c, b, a]) == {"a": 0, "b": 1, "c": 2}


def test_what_builds_on_one_lab_stands_below_one_another_beside_it():
    a = lab("a")
    b, c = lab("b", a), lab("c", a)
    d = lab("d", b)
    e = lab("e", b)
    assert places(a, b, c, d, e) == {
        "a": (0, 0),
        "b": (1, 0),
        "d": (2, 0),
        "e": (2, 1),
        "c": (1, 2),
    }


def test_no_two_boxes_stand_in_one_place():
    roots = [lab(f"root{n}") for n in range(3)]
    both = lab("both", *roots)
    last = lab("last", both, roots[0])
    alone = [lab(f"alone{n}") for n in range(9)]
    drawing = draw([*roots, both, last, *alone])
    found = [(box.x, box.y) for box in drawing.boxes]
    assert len(set(found)) == len(found) == 14
    assert max(x for x, _ in found) + WIDTH <= drawing.width
    assert max(y for _, y in found) + HEIGHT == drawing.height


def test_labs_on_their_own_stand_below_in_rows_of_four():
    a = lab("a")
    drawing = draw([lab("x1"), a, lab("b", a), *[lab(f"x{n}") for n in range(2, 7)]])
    apart = [box for box in drawing.boxes if box.lab.slug.startswith("x")]
    assert [box.x // ACROSS for box in apart] == [0, 1, 2, 3, 0, 1]
    assert drawing.apart == apart[0].y > HEIGHT
    assert draw([lab("x1")]).apart is None
    assert draw([a, lab("b", a)]).apart is None


def test_prerequisites_in_other_chapters_move_nothing_and_draw_no_line():
    elsewhere = lab("elsewhere", chapter=2)
    drawing = draw([lab("a", elsewhere)])
    assert ([box.x for box in drawing.boxes], drawing.lines) == ([0], [])


def test_lines_lead_from_what_comes_before_to_what_builds_on_it():
    a = lab("a")
    b = lab("b", a)
    (line,) = draw([a, b]).lines
    assert ends(line) == ((WIDTH, HEIGHT // 2), (ACROSS, HEIGHT // 2))


def test_a_long_line_goes_past_the_boxes_between():
    a, other = lab("a"), lab("other")
    b = lab("b", a)
    last = lab("last", b, other)
    lines = draw([a, b, last, other]).lines
    straight = f"M{WIDTH} {DOWN + HEIGHT // 2}H{2 * ACROSS - (ACROSS - WIDTH)}C"
    assert any(line.startswith(straight) for line in lines)


def test_labs_that_need_each_other_are_drawn_all_the_same():
    a = lab("a")
    b = lab("b", a)
    a.before.append(b)
    assert sorted(box.lab.slug for box in draw([a, b]).boxes) == ["a", "b"]
    assert sorted(each.slug for each, _ in in_order([a, b])) == ["a", "b"]


def test_the_list_keeps_chains_together_and_names_every_lab_once():
    a, x = lab("a"), lab("x")
    b, c = lab("b", a), lab("c", a)
    d = lab("d", b, x)
    assert [(each.slug, level) for each, level in in_order([a, x, b, c, d])] == [
        ("a", 0),
        ("b", 1),
        ("d", 2),
        ("c", 1),
        ("x", 0),
    ]


def test_a_long_title_takes_two_lines_and_is_cut_in_the_second():
    title = "a_title_that_goes_on_and_on_and_then_goes_on_and_on_again_and_does_not_end"
    (box,) = draw([lab(title)]).boxes
    assert len(box.lines) == 2
    assert box.lines[1].endswith("…")
    assert all(len(line) <= 31 for line in box.lines)
