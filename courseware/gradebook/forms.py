"""A score set by hand."""

from __future__ import annotations

from django import forms

from courseware.items.models import Item


class OverrideForm(forms.Form):
    """Points and a reason; empty points take an override back."""

    points = forms.FloatField(required=False, min_value=0, label="Points")
    reason = forms.CharField(max_length=300, label="Reason, seen by the student")

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"override-{item.pk}-%s", **kwargs)
        self.item = item
        self.fields["points"].help_text = f"Of {item.points.normalize():f}; empty takes it back."

    def clean_points(self) -> float | None:
        points = self.cleaned_data["points"]
        if points is not None and not points <= float(self.item.points):
            raise forms.ValidationError(
                f"The item has {self.item.points.normalize():f} points; write no more than that."
            )
        return points

    def fraction(self) -> float | None:
        points = self.cleaned_data["points"]
        return None if points is None else points / (float(self.item.points) or 1.0)
