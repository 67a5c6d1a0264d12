"""What is graded again, and the reasons for applying, undoing and dismissing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Item
from courseware.items.regrading import Regrading, Selection
from courseware.people.models import Section, User
from courseware.regrades.models import MAX_REASON

MAX_PEOPLE = 5000  # characters


class SelectionForm(forms.Form):
    """A `Selection` of one item; ``students`` are those whom the person may see."""

    revision = forms.ChoiceField(label=_("Grade by"))
    part = forms.ChoiceField(required=False)
    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.none(), required=False, empty_label=_("All")
    )
    people = forms.CharField(
        label=_("Students"),
        required=False,
        max_length=MAX_PEOPLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Usernames or email addresses, separated by spaces. Leave empty for everyone."),
    )
    only_counting = forms.BooleanField(
        label=_("Only work that counts toward the score"), required=False
    )
    measure = forms.BooleanField(
        label=_("Measure speed again"),
        required=False,
        help_text=_(
            "Timings vary from day to day, so scores may change by chance. If you leave this "
            "unchecked, points for speed are kept."
        ),
    )
    work = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, item: Item, regrading: Regrading, students: Any, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.item, self.students = item, students
        self._choices("revision", [(each.value, each.label) for each in regrading.revisions(item)])
        parts = [(each.value, each.label) for each in regrading.parts(item)]
        self._choices("part", [("", gettext("All")), *parts])
        self.fields["part"].label = regrading.parts_label
        self.fields["part"].help_text = regrading.parts_help
        sections: Any = self.fields["section"]
        sections.queryset = Section.objects.filter(course=item.course)
        if not sections.queryset.exists():
            del self.fields["section"]
        if not regrading.measures:
            del self.fields["measure"]

    def _choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_people(self) -> list[int] | None:
        """Ids; ``None`` for everybody."""
        names = self.cleaned_data["people"].replace(",", " ").replace("\0", " ").split()
        if not names:
            return None
        found: dict[str, int] = {}
        for user in self.students.filter(Q(username__in=names) | Q(email__in=names)):
            found |= {user.username: user.pk, user.email: user.pk}
        if unknown := [name for name in names if name not in found]:
            raise forms.ValidationError(
                gettext("There are no students in this course with these names: %(names)s.")
                % {"names": ", ".join(unknown[:5])}
            )
        return sorted({found[name] for name in names})

    def selection(self) -> Selection:
        values = self.cleaned_data
        return Selection(
            revision=int(values["revision"]),
            part=values["part"],
            users=self._users(),
            work=values.get("work"),
            only_counting=values["only_counting"],
            measure=values.get("measure", False),
        )

    def _users(self) -> tuple[int, ...] | None:
        people, section = self.cleaned_data["people"], self.cleaned_data.get("section")
        if section is None:
            return None if people is None else tuple(people)
        inside = set(
            User.objects.filter(enrollments__sections=section).values_list("pk", flat=True)
        )
        return tuple(sorted(inside if people is None else inside & set(people)))

    def words(self) -> str:
        """What is selected, for people; empty for everything."""
        values = self.cleaned_data
        section, people = values.get("section"), values["people"]
        of_section = gettext("Section")
        found = [
            f"{self.fields['part'].label}: {values['part']}" if values["part"] else "",
            f"{of_section}: {section}" if section else "",
            gettext("%(count)d students") % {"count": len(people)} if people else "",
            gettext("one work") if values.get("work") else "",
            gettext("only work that counts") if values["only_counting"] else "",
            gettext("speed measured again") if values.get("measure") else "",
        ]
        return ", ".join(filter(None, found))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON,
        error_messages={"required": _("Enter a reason. It is kept on record.")},
    )


class ApplyForm(ReasonForm):
    """``reason`` is shown to students."""

    tells = forms.BooleanField(
        label=_("Notify students whose scores change"), required=False, initial=True
    )
