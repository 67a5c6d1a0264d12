"""The times of an outage, and the reason for what is decided on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courseware.outages.services import MAX_REASON
from courseware.people.moments import check_moment

LONGEST = timedelta(days=7)
FORMAT = "%Y-%m-%dT%H:%M"


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
    return forms.DateTimeField(
        label=label,
        widget=widget,
        input_formats=[FORMAT, f"{FORMAT}:%S"],
        validators=[check_moment],
    )


class TimesForm(forms.Form):
    """In the time zone of the site, which the page names."""

    start = _moment(_("From"))
    end = _moment(_("To"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if isinstance(start, datetime) and isinstance(end, datetime):
            if not start < end:
                self.add_error("end", _("The end must be after the start."))
            elif end - start > LONGEST:
                self.add_error("end", _("An outage can last seven days at most."))
            elif start > timezone.now():
                self.add_error("start", _("This time is in the future."))
        return values


class DecisionForm(TimesForm):
    """``start`` and ``end`` are what was shown."""

    reason = forms.CharField(
        label=_("Reason (visible to students)"),
        max_length=MAX_REASON,
        error_messages={"required": _("Enter a reason, such as: The site was down.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("start", "end"):
            self.fields[name].widget = forms.HiddenInput()
            self.fields[name].widget.attrs = {}
