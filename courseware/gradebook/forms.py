"""A score set by hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item


class OverrideForm(forms.Form):
    """Points and a reason; empty points take an override back."""

    points = forms.FloatField(required=False, min_value=0, label=_("Points"))
    reason = forms.CharField(max_length=300, label=_("Reason (the student sees it)"))

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"override-{item.pk}-%s", **kwargs)
        self.item = item
        self.fields["points"].help_text = _(
            "Out of %(points)s. Leave empty to remove the override."
        ) % {"points": f"{item.points.normalize():f}"}

    def clean_points(self) -> float | None:
        points = self.cleaned_data["points"]
        if points is not None and not points <= float(self.item.points):
            raise forms.ValidationError(
                _("Enter at most %(points)s, the points of this item.")
                % {"points": f"{self.item.points.normalize():f}"}
            )
        return points

    def fraction(self) -> float | None:
        points = self.cleaned_data["points"]
        return None if points is None else points / (float(self.item.points) or 1.0)
