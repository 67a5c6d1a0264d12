"""The page of export and import, files to download, and the import with its preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from courseware.exchange import importing
from courseware.exchange.columns import ColumnsForm, Rows, packed, unpacked
from courseware.exchange.downloads import WRITERS, student_file, table_file
from courseware.exchange.forms import ConfirmForm, UploadForm
from courseware.exchange.rows import MAX_BYTES, ImportRefused, rows_of
from courseware.items.selectors import items_of
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required

SHOWN = 500  # changes of a preview


@require_safe
@permission_required(Permission.EXPORT)
def exchange(request: HttpRequest) -> HttpResponse:
    """What can be exported and imported, with a sentence for each."""
    return _page(request, UploadForm())


def _page(
    request: HttpRequest, form: UploadForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "limited": request.access.section_ids is not None,
        "parquet": "parquet" in WRITERS,
    }
    return render(request, "exchange/page.html", context, status=status)


@require_safe
@permission_required(Permission.EXPORT)
def download(request: HttpRequest, table: str, ending: str) -> FileResponse:
    """A table as a file."""
    return table_file(request.course, request.access.students(), table, ending)


@require_safe
@permission_required(Permission.EXPORT)
def earlier_address(request: HttpRequest) -> HttpResponse:
    """Where earlier releases had the grades as CSV."""
    return redirect("export-table", request.course.slug, "grades", "csv", permanent=True)


@require_safe
@permission_required(Permission.EXPORT)
def student_zip(request: HttpRequest, student: int) -> FileResponse:
    """Everything of one student in this course."""
    person = request.access.student_or_404(student)
    return student_file(request.course, request.access.students(), person)


@require_POST
@permission_required(Permission.EXPORT)
def import_scores(request: HttpRequest) -> HttpResponse:
    """A file gives a preview; the preview, confirmed, sets scores."""
    if not request.access.may(Permission.CHANGE_GRADES):
        raise PermissionDenied(_("Your role in this course cannot change grades."))
    if "token" in request.POST:
        return _confirm(request)
    if "rows" in request.POST:
        return _choose_columns(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        rows = rows_of(form.cleaned_data["file"].read(MAX_BYTES + 1))
        found = importing.preview(request.course, request.access.students(), rows)
    except ImportRefused as error:
        return _page(request, UploadForm(), str(error), status=422)
    name = form.cleaned_data["file"].name
    columns = _columns_form(request, rows, found, initial={"name": name})
    return _preview_page(request, found, _confirm_form(request, found, name), columns)


def _choose_columns(request: HttpRequest) -> HttpResponse:
    """The preview again, with columns that were matched by hand."""
    students = request.access.students()
    try:
        rows = unpacked(request.course, request.POST["rows"])
        found = importing.preview(request.course, students, rows)
        columns = _columns_form(request, rows, found, data=request.POST)
        if columns is None or not columns.is_valid():
            name = request.POST.get("name", "")
            confirm = _confirm_form(request, found, name)
            return _preview_page(request, found, confirm, columns, status=422)
        found = importing.preview(request.course, students, rows, columns.chosen())
    except ImportRefused as error:
        return _page(request, UploadForm(), str(error), status=422)
    confirm = _confirm_form(request, found, columns.cleaned_data["name"])
    return _preview_page(request, found, confirm)


def _columns_form(
    request: HttpRequest, rows: Rows, found: importing.Preview, **given: Any
) -> ColumnsForm | None:
    """Where columns are left that may be scores, for those who may add some to the course."""
    if not found.unmatched or not request.access.may(Permission.CHANGE_COURSE):
        return None
    if "initial" in given:
        if not (sent := packed(request.course, rows)):
            return None
        given["initial"] = {"rows": sent, **given["initial"]}
    items = list(items_of(request.course))
    return ColumnsForm(course=request.course, columns=found.unmatched, items=items, **given)


def _confirm_form(request: HttpRequest, found: importing.Preview, name: str) -> ConfirmForm:
    return ConfirmForm(initial={"token": found.token(request.course), "reason": name})


def _preview_page(
    request: HttpRequest,
    found: importing.Preview | None,
    confirm: ConfirmForm,
    columns: ColumnsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"found": found, "confirm": confirm, "most": SHOWN}
    context["columns"] = columns
    if found is not None:
        context |= {"shown": found.changes[:SHOWN], "problems": found.problems[:SHOWN]}
        context["notes"] = found.notes[:SHOWN]
    return render(request, "exchange/preview.html", context, status=status)


def _confirm(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _preview_page(request, None, form, status=422)
    try:
        batches = importing.apply(
            request.course, request.access.students(), by=request.user, **form.cleaned_data
        )
    except ImportRefused as error:
        return _page(request, UploadForm(), str(error), status=409)
    count = sum(batch.count for batch in batches)
    sentence = ngettext(
        "%(count)d score was set. You can undo this in the gradebook log.",
        "%(count)d scores were set. You can undo this in the gradebook log.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return redirect("exchange", request.course.slug)
