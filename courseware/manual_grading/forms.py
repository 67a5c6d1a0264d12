"""What a grader types: a grade, a rubric, its settings. Nothing that was typed is lost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courseware.items.manual import Remark, ShownWork
from courseware.manual_grading.models import MAX_COMMENT, MAX_LINE, RubricItem
from courseware.manual_grading.rubric_changes import Line, RubricEdit
from courseware.manual_grading.services import Given
from courseware.threads.models import MAX_TEXT

MAX_REMARKS = 100
MAX_LINES = 40
FIELDS = ("order", "text", "points")  # of a line of a rubric
BLANK_LINES = 3  # of a rubric's form, for new lines


class PointsField(forms.CharField):
    """A number as people write it, with a point or a comma."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(",", ".").replace("−", "-").strip()
        return None if not text else parse_points(text)


def parse_points(text: str) -> float:
    """Raises: ValidationError."""
    try:
        number = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or abs(number) > 10_000:
        raise forms.ValidationError(
            _("“%(text)s” is not a number of points, such as 1.5.") % {"text": text[:20]}
        )
    return number


class MarkForm(forms.Form):
    """A grade for one work."""

    selected = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Rubric")
    )
    adjustment = PointsField(required=False, label=gettext_lazy("Adjustment"))
    adjustment_reason = forms.CharField(
        required=False, max_length=MAX_LINE, label=gettext_lazy("Reason for the adjustment")
    )
    comment = forms.CharField(
        required=False,
        max_length=MAX_COMMENT,
        widget=forms.Textarea,
        label=gettext_lazy("Comment to the student"),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    keep_comment = forms.BooleanField(required=False)
    decision = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("Decide later")),
            ("accepted", gettext_lazy("Accept request")),
            ("declined", gettext_lazy("Decline request")),
        ],
        label=gettext_lazy("Decision"),
    )
    answer = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Answer to the student"),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        lines: Sequence[RubricItem],
        work: ShownWork,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["selected"].choices = [(str(line.pk), line.text) for line in lines]
        self.work = work
        self.remarks: list[Remark] = []
        self.remark_errors: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("adjustment") and not cleaned.get("adjustment_reason"):
            self.add_error("adjustment_reason", _("Explain why points are added or deducted."))
        if cleaned.get("decision") and not cleaned.get("answer"):
            self.add_error("answer", _("Explain the decision to the student."))
        self.remarks, self.remark_errors = parse_remarks(self.data, self.work)
        if self.remark_errors:
            self.add_error(None, _("A comment could not be saved. See the message below it."))
        return cleaned

    def given(self) -> Given:
        """To be called of a valid form."""
        return Given(
            [int(pk) for pk in self.cleaned_data["selected"]],
            self.cleaned_data["adjustment"] or 0.0,
            self.cleaned_data["adjustment_reason"] if self.cleaned_data["adjustment"] else "",
            self.cleaned_data["comment"].strip(),
            self.remarks,
        )


def parse_remarks(post: Any, work: ShownWork) -> tuple[list[Remark], list[str]]:
    """The comments in the work that have a text, and what is wrong with them, one for each."""
    fields = [post.getlist(name) for name in ("remark-at", "remark-text")]
    remarks, errors = [], []
    for at, text in list(zip(*fields, strict=False))[:MAX_REMARKS]:
        text = text.replace("\r\n", "\n").strip()[:MAX_COMMENT]
        if not text:
            continue
        remark, error = _remark(at.strip(), text, work)
        remarks.append(remark)
        errors.append(error)
    return remarks, errors if any(errors) else []


def _remark(at: str, text: str, work: ShownWork) -> tuple[Remark, str]:
    if not work.is_code:
        quote = at.replace("\r\n", "\n")[:MAX_LINE]
        if quote and " ".join(quote.split()) not in " ".join(work.text.split()):
            return Remark(text, quote=quote), _("These words are not in the answer.")
        return Remark(text, quote=quote), ""
    count = work.text.count("\n") + 1
    if at.isascii() and at.isdecimal() and 1 <= int(at[:9]) <= count:
        return Remark(text, line=int(at)), ""
    sentence = _("Enter a line number from 1 to %(count)d.") % {"count": count}
    return Remark(text, quote=at[:MAX_LINE]), sentence


class RubricForm(forms.Form):
    """A rubric with its lines; each is a few fields named after it."""

    out_of = PointsField(label=gettext_lazy("Total points"))
    counts_down = forms.BooleanField(
        required=False,
        label=gettext_lazy("Start with full points; items subtract points"),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, lines: Sequence[RubricItem], **options: Any) -> None:
        super().__init__(data, **options)
        names = [str(line.pk) for line in lines]
        stored = {str(line.pk): line for line in lines}
        self.rows: list[dict[str, Any]] = []
        for place, name in enumerate([*names, *(f"new-{n}" for n in range(BLANK_LINES))], start=1):
            known = stored.get(name)
            row = {
                "name": name,
                "order": str(place),
                "text": known.text if known else "",
                "points": f"{known.points:g}" if known else "",
                "remove": False,
                "error": "",
                "is_new": known is None,
            }
            sent = () if data is None else (f"{key}-{name}" in data for key in FIELDS)
            if any(sent):  # otherwise the page was opened before the line was there
                row |= {key: data.get(f"{key}-{name}", "").strip() for key in FIELDS}
                row["remove"] = f"remove-{name}" in data
            self.rows.append(row)

    def clean_out_of(self) -> float:
        number: float = self.cleaned_data["out_of"]
        if number <= 0:
            raise forms.ValidationError(_("Enter a number of points above 0."))
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            row["error"] = _line_error(row)
        if any(row["error"] for row in self.rows):
            self.add_error(None, _("Some items could not be saved. See the messages below them."))
        elif len(self._kept()) > MAX_LINES:
            text = _("A rubric can have at most %(most)d items.")
            self.add_error(None, text % {"most": MAX_LINES})
        return cleaned

    def _kept(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["text"] and not row["remove"]]

    def edit(self) -> RubricEdit:
        """To be called of a valid form."""
        rows = sorted(self._kept(), key=lambda row: _order(row["order"]))
        lines = (
            Line(
                row["text"][:MAX_LINE],
                parse_points(row["points"]),
                None if row["is_new"] else int(row["name"]),
            )
            for row in rows
        )
        counts_down = self.cleaned_data["counts_down"]
        return RubricEdit(self.cleaned_data["out_of"], counts_down, tuple(lines))


def _order(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf


def _line_error(row: dict[str, Any]) -> str:
    if row["remove"] or not (row["text"] or row["points"]):
        return "" if row["is_new"] or row["remove"] else _("Enter text, or check “Remove”.")
    if not row["text"]:
        return _("Enter a description for this item.")
    if len(row["text"]) > MAX_LINE:
        return _("The text is too long: at most %(most)d characters.") % {"most": MAX_LINE}
    try:
        parse_points(row["points"])
    except forms.ValidationError as error:
        return str(error.messages[0])
    return ""


class SettingsForm(forms.Form):
    """How the part is graded; for those who may change grades."""

    anonymous = forms.BooleanField(
        required=False,
        label=gettext_lazy("Hide the names of students from graders"),
        help_text=gettext_lazy(
            "Names are shown once everything is graded, to people who can see grades."
        ),
    )
    held = forms.BooleanField(
        required=False,
        label=gettext_lazy("Hide grades until I release them"),
        help_text=gettext_lazy("Uncheck this and save to release all grades."),
    )
    share = PointsField(
        label=gettext_lazy("Weight in the score of the item, in percent"),
        help_text=gettext_lazy("The automatic grading makes up the rest."),
    )

    def __init__(self, *args: Any, has_share: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_share:
            del self.fields["share"]

    def clean_share(self) -> float:
        number: float = self.cleaned_data["share"]
        if not 0 < number <= 100:
            raise forms.ValidationError(_("Enter a percentage above 0 and up to 100."))
        return number


class StartForm(forms.Form):
    """A first rubric for what the author gave none."""

    share = PointsField(initial="20", label=gettext_lazy("Weight in percent"))
    clean_share = SettingsForm.clean_share
