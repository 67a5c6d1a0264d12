import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formulas.svg_plot import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Axis,
    Curve,
    Plot,
    Region,
    svg,
)

PLOT = Plot(
    Axis(-2.0, 2.0, "z"), Axis(0.0, 4.0, "loss"), (Curve((4.0, 1.0, 0.0, 1.0, 4.0), "square"),)
)


def drawn(plot: Plot = PLOT, **options):
    return fromstring(svg(plot, "A parabola.", **options))


def elements(root, class_name: str):
    return [each for each in root.iter() if class_name in (each.get("class") or "").split()]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-6, 6, [-6, -4, -2, 0, 2, 4, 6]),
        (0.05, 0.95, [0.2, 0.4, 0.6, 0.8]),
        (0, 1e6, [0, 2e5, 4e5, 6e5, 8e5, 1e6]),
    ],
)
def test_ticks_are_round(low, high, ticks):
    assert Axis(low, high).ticks() == pytest.approx(ticks)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_any_axis_has_a_few_ticks_within(low, length):
    axis = Axis(low, low + length)
    ticks = axis.ticks()
    assert 2 <= len(ticks) <= 8
    slack = 1e-6 * max(abs(low), length)
    assert all(axis.low - slack <= tick <= axis.high + slack for tick in ticks)


def test_corners_of_the_plot_are_corners_of_the_frame():
    assert (PLOT.pixel_x(-2), PLOT.pixel_x(2)) == (LEFT, WIDTH - RIGHT)
    assert (PLOT.pixel_y(0), PLOT.pixel_y(4)) == (HEIGHT - BOTTOM, TOP)
    assert PLOT.x.contains(-2) and PLOT.x.contains(2) and not PLOT.x.contains(2.01)


@pytest.mark.parametrize(
    ("region", "point", "inside"),
    [
        (Region((0, 1)), (0.5, None), True),
        (Region((0, 1)), (1.0, 99.0), True),
        (Region((0, 1)), (1.1, None), False),
        (Region((0, 1), (0, 2)), (0.5, 2.0), True),
        (Region((0, 1), (0, 2)), (0.5, 2.1), False),
        (Region((0, 1), (0, 2)), (0.5, None), False),
    ],
)
def test_a_region_contains_points(region, point, inside):
    assert region.contains(*point) == inside


def test_the_middle_of_a_region():
    assert Region((0, 1)).middle() == (0.5, None)
    assert Region((0, 1), (2, 4)).middle() == (0.5, 3.0)


def test_the_description_is_the_name_of_the_image_and_is_escaped():
    root = fromstring(svg(PLOT, 'A "<curve>" & more'))
    assert root.get("aria-label") == 'A "<curve>" & more'
    assert root.get("role") == "img"


def test_labels_of_authors_are_escaped():
    plot = Plot(Axis(0, 1, "<x>"), Axis(0, 1, "a & b"), (Curve((0.0, 1.0), "<script>"),))
    texts = [each.text for each in drawn(plot).iter() if each.tag.endswith("text")]
    assert {"<x>", "a & b", "<script>"} <= set(texts)


def test_negative_numbers_have_a_minus_sign():
    texts = [each.text for each in drawn().iter() if each.tag.endswith("text")]
    assert "−2" in texts and "-2" not in texts


def test_a_curve_is_interrupted_where_it_has_no_value_or_leaves_the_plot():
    plot = Plot(Axis(0, 1), Axis(0, 1), (Curve((0.0, 1.0, None, 0.5, 9.0, 0.0)),))
    (path,) = elements(drawn(plot), "plot-curve-1")
    assert re.sub(r"[^ML]", "", path.get("d")) == "MLMM"


def test_curves_differ_in_more_than_color():
    plot = Plot(Axis(0, 1), Axis(0, 1), tuple(Curve((0.0, 1.0)) for _ in range(5)))
    curves = elements(drawn(plot), "plot-curve")
    dashes = [curve.get("stroke-dasharray", "") for curve in curves]
    assert len(set(dashes[:4])) == 4
    assert dashes[4] == dashes[0]


def test_a_legend_names_curves_with_labels_only():
    assert len(elements(drawn(), "plot-curve")) == 2
    silent = Plot(PLOT.x, PLOT.y, (Curve((0.0, 1.0)),))
    assert len(elements(drawn(silent), "plot-curve")) == 1


def test_the_legend_goes_where_the_curve_is_not():
    def legend_place(values):
        plot = Plot(Axis(0, 1), Axis(0, 1), (Curve(values, "curve"),))
        text = next(each for each in drawn(plot).iter() if each.text == "curve")
        return float(text.get("y")) < HEIGHT / 2

    assert legend_place((0.0,) * 50)  # free above
    assert not legend_place((1.0,) * 50)  # free below


def test_points_region_and_mark():
    plot = Plot(PLOT.x, PLOT.y, (), points=((0.0, 2.0), (1.0, 1.0)))
    root = drawn(plot, region=Region((0, 1), (0, 2)), point=(0.5, 1.0))
    assert len(elements(root, "plot-dot")) == 2
    (region,) = elements(root, "plot-region")
    assert float(region.get("width")) == pytest.approx((WIDTH - RIGHT - LEFT) / 4, abs=0.1)
    assert float(region.get("height")) == pytest.approx((HEIGHT - BOTTOM - TOP) / 2, abs=0.1)
    (mark,) = elements(root, "plot-mark")
    assert "h16" in mark.get("d")


def test_a_band_and_a_mark_without_y_span_the_height():
    root = drawn(region=Region((0, 1)), point=(0.5, None))
    (region,) = elements(root, "plot-region")
    assert float(region.get("height")) == HEIGHT - BOTTOM - TOP
    (mark,) = elements(root, "plot-mark")
    assert mark.get("d").endswith(f"V{HEIGHT - BOTTOM}")


def test_without_an_answer_nothing_of_the_key_is_drawn():
    root = drawn()
    assert elements(root, "plot-region") == elements(root, "plot-mark") == []
