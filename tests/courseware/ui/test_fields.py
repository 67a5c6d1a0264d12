"""A choice among many, typed."""

from __future__ import annotations

import pytest
from django import forms

from courseware.ui.fields import SearchedChoiceField

CHOICES = [
    ("Sections", [("section:1", "Monday")]),
    ("Students", [("student:1", "Ada Lovelace"), ("student:2", "Ben"), ("student:3", "Ben Ford")]),
]


class Form(forms.Form):
    whom = SearchedChoiceField(label="Whom", choices=CHOICES)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ada Lovelace", "student:1"),
        ("  love  ada ", "student:1"),
        ("BEN", "student:2"),
        ("ford", "student:3"),
        ("mon", "section:1"),
        ("student:3", "student:3"),
    ],
)
def test_a_part_that_fits_one_is_enough(typed, key):
    form = Form({"whom": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["whom"] == key


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "required"),
        ("be", "“be” matches 2 names; type more."),
        ("zoe", "No name matches “zoe”."),
        ("student:9", "No name matches"),
    ],
)
def test_what_fits_none_or_several_is_refused_and_kept(typed, sentence):
    form = Form({"whom": typed})
    assert sentence in form.errors["whom"][0]
    assert f'value="{typed}"' in str(form["whom"]) or not typed


def test_the_browser_suggests_the_labels_and_a_key_is_shown_by_its_label():
    html = str(Form(initial={"whom": "student:1"})["whom"])
    assert 'list="id_whom-options"' in html and '<datalist id="id_whom-options">' in html
    assert html.count("<option") == 4
    assert 'value="Ada Lovelace"' in html
