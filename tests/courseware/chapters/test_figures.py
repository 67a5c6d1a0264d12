"""A figure as a page shows it."""

from __future__ import annotations

from courseware.chapters.figures import shown_figure
from courseware.chapters.markdown import render_inline
from courseware.figures import drawings, lookup


def test_a_figure_has_its_pictures_words_and_data():
    figure = shown_figure("l1-norm")
    assert figure.wide.startswith("<svg") and figure.narrow.startswith("<svg")
    assert "<math" in figure.caption and "{{" not in figure.caption + figure.alt
    assert (len(figure.titles), len(figure.rows)) == (4, 9)
    assert (figure.controls, figure.script) == ((), "")


def test_its_place_sets_the_state_the_words_and_the_fields():
    figure = shown_figure("cross-entropy", "prediction=0.9&axis=logit")
    prediction, axis = figure.controls
    assert (prediction.value, prediction.words) == ("0.9", "0.90")
    assert (prediction.low, prediction.high, prediction.step) == ("0.01", "0.99", "0.01")
    assert axis.value == "logit"
    assert axis.options == (("probability", "probability"), ("logit", "logit"))
    assert figure.said.startswith("A prediction of 0.90, a logit of 2.20, costs 0.105")
    assert figure.script == "figures/cross_entropy.js"


def test_a_slider_over_listed_values_counts_their_places():
    _, miss = shown_figure("roc-curve", "miss=5").controls
    assert (miss.value, miss.low, miss.high, miss.words) == ("2", "0", "4", "5")


def test_the_author_s_caption_is_filled_and_rendered():
    figure = shown_figure("roc-curve", "caption=*Area*+%7B%7B+auc%3A.2f+%7D%7D")
    assert figure.caption == render_inline("*Area* 0.84")


def test_a_figure_that_is_not_built_shows_its_words(monkeypatch, tmp_path):
    monkeypatch.setattr(drawings, "BUILD", tmp_path)
    figure = shown_figure("l1-norm")
    assert (figure.wide, figure.narrow) == ("", "")
    assert figure.alt


def test_a_figure_whose_module_is_gone_is_named_alone():
    figure = shown_figure("gone", "threshold=0.7")
    assert (figure.name, figure.wide, figure.alt, figure.controls) == ("gone", "", "", ())


def test_every_figure_can_be_shown():
    for name in lookup.names():
        assert shown_figure(name).wide
