"""The form of an announcement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.announcements.audience import Audience, Standing
from courseware.announcements.models import MAX_TEXT
from courseware.items.models import Course, Item
from courseware.items.selectors import items_of
from courseware.people.models import Section, User


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, item: Item) -> str:
        if item.due_at is None:
            return item.title
        due = date_format(timezone.localtime(item.due_at), "D j M, H:i")
        return gettext("%(item)s, due %(date)s") % {"item": item.title, "date": due}


class AnnouncementForm(forms.Form):
    """A text, and whom it is for: everybody unless something is chosen.

    ``offered`` are students whom a page has proposed; some of them can be left out.
    """

    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter a message.")},
    )
    section = forms.ModelChoiceField(
        label=_("Only students of a section"),
        queryset=Section.objects.none(),
        required=False,
        empty_label=_("All sections"),
    )
    item = ItemField(
        label=_("Only students by their progress on an item"),
        queryset=Item.objects.none(),
        required=False,
        empty_label=_("Any progress"),
    )
    standing = forms.ChoiceField(label=_("Progress"), choices=Standing.choices, required=False)

    students = forms.TypedMultipleChoiceField(
        label=_("Only these students"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one student.")},
    )

    def __init__(self, data: Any, *, course: Course, offered: Sequence[User] = ()) -> None:
        super().__init__(data)
        students: Any = self.fields["students"]
        if offered:
            students.choices = [(user.pk, user.display_name) for user in offered]
            students.initial = [user.pk for user in offered]
            for name in ("section", "item", "standing"):
                del self.fields[name]
            return
        del self.fields["students"]
        sections: Any = self.fields["section"]
        items: Any = self.fields["item"]
        sections.queryset = Section.objects.filter(course=course)
        items.queryset = items_of(course)
        if not sections.queryset.exists():
            del self.fields["section"]

    def audience(self) -> Audience:
        values = self.cleaned_data
        if "students" in self.fields:
            return Audience(chosen=tuple(sorted(values["students"])))
        return Audience(
            values.get("section"), values["item"], values["standing"] or Standing.NOT_STARTED
        )
