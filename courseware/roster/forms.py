"""Forms about people of a course."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courseware.items.models import Course
from courseware.people.logins import find_users
from courseware.people.models import Role, Section, User
from courseware.people.moments import check_moment
from courseware.roster.files.decoding import text_of

MOST_BYTES = 1_000_000
LONGEST_LOGIN = 254
SECTIONS_HELP = _("For staff, sections limit which students they see and grade.")


class PartForm(forms.Form):
    """A person's role and sections."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    sections = forms.ModelMultipleChoiceField(
        Section.objects.none(),
        label=_("Sections"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=SECTIONS_HELP,
    )

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sections"].queryset = course.sections.all()
        if not course.sections.exists():
            del self.fields["sections"]

    def chosen_sections(self) -> list[Section]:
        return list(self.cleaned_data.get("sections", []))


class AddForm(PartForm):
    """One person more, by username or address."""

    login = forms.CharField(
        label=_("Username or email address"),
        max_length=LONGEST_LOGIN,
        help_text=_("They receive an invitation and join the course when they accept it."),
        error_messages={"required": _("Enter a username or an email address.")},
    )
    field_order = ["login", "role", "sections"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].initial = Role.STUDENT

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"]
        self.account = next(iter(find_users([login])), None) if "@" not in login else None
        if "@" in login:
            validate_email(login)
        elif self.account is None or not self.account.is_active:
            raise ValidationError(
                _(
                    "There is no account with this username. Enter an email address to "
                    "invite the person."
                )
            )
        return login

    account: User | None = None


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["name"]
        labels = {"name": _("Name")}

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        self.course = course

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = self.course.sections.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("There is already a section with this name."))
        return name


class RosterForm(forms.Form):
    """A file, or pasted text."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A CSV or text file, as exported by a spreadsheet program or another system."),
    )
    text = forms.CharField(
        label=_("Or paste the list here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One person per line, such as: Ada Lovelace &lt;ada@example.org&gt;. Or start "
            "with a line that names the columns: name, email, username, section, role."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if file is not None and text.strip():
            raise ValidationError(_("Choose a file or paste a list, not both."))
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 1 MB. Split it."))
        if file is None and not text.strip() and not self.errors:
            raise ValidationError(_("Choose a file or paste a list."))
        cleaned["roster"] = text_of(file.read()) if file is not None else text
        return cleaned


class CodeForm(forms.Form):
    """How long and how often a new code works."""

    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("Section"), required=False, empty_label=_("None")
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Enter the date as 2027-02-28.")},
    )
    most = forms.IntegerField(
        label=_("Maximum number of people"), required=False, min_value=1, max_value=100_000
    )

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["section"].queryset = course.sections.all()
        if not course.sections.exists():
            del self.fields["section"]

    def clean_last_day(self) -> datetime | None:
        """The end of the day, in the reader's zone."""
        day = self.cleaned_data["last_day"]
        if day is None:
            return None
        end = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
        check_moment(end)
        if end < timezone.now():
            raise ValidationError(_("This date is in the past. Choose a later one."))
        return end


class TypedCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the code that the course staff gave you.")},
    )
