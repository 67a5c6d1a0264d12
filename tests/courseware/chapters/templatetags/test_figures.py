"""The HTML of a figure: everything is labeled, and nothing is styled inline."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.template import engines

from courseware.figures import lookup


def rendered(name: str) -> Element:
    html = engines["django"].from_string('{% load figures %}{% figure name "" %}')
    text = html.render({"name": name}).replace("&nbsp;", " ")
    for empty in ("input", "br"):  # XML wants every element closed
        text = text.replace(f"<{empty} ", f"<{empty} closed='' ").replace(" checked>", ">")
    pieces = text.split("<input ")
    return fromstring("<input ".join([pieces[0], *(p.replace(">", "/>", 1) for p in pieces[1:])]))


@pytest.mark.parametrize("name", lookup.names())
def test_a_figure_has_a_text_and_a_table_and_labels_for_its_fields(name: str):
    figure = rendered(name)
    picture = figure.find(".//div[@role='img']")
    assert picture is not None and picture.get("aria-label")
    assert figure.find("details/summary") is not None
    assert figure.find(".//table/thead/tr/th") is not None
    assert figure.find("figcaption") is not None
    labels = {label.get("for") for label in figure.iter("label")}
    ranges = [field for field in figure.iter("input") if field.get("type") == "range"]
    assert {field.get("id") for field in ranges} <= labels
    assert all(element.get("style") is None for element in figure.iter())


def test_figures_are_listed_for_the_style_page():
    html = engines["django"].from_string(
        "{% load figures %}{% figure_names as n %}{{ n|join:' ' }}"
    )
    assert html.render() == " ".join(lookup.names())
