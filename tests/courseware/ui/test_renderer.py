"""Forms look the same wherever they are written."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.forms.renderers import get_default_renderer

from courseware.ui.renderer import FormRenderer


class Name(forms.Form):
    name = forms.CharField(help_text="As your instructor knows you.")


def test_the_site_uses_it():
    assert settings.FORM_RENDERER == "courseware.ui.renderer.FormRenderer"
    assert isinstance(get_default_renderer(), FormRenderer)


def test_a_field_has_its_label_its_help_and_its_errors():
    html = str(Name({"name": ""}))
    assert 'class="field-label"' in html
    assert "As your instructor knows you." in html
    assert 'class="field-errors"' in html
    assert 'aria-invalid="true"' in html
