"""My grades; the instructor's gradebook, one student's work, export, scores set by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courseware.chapters.selectors import chapters_of
from courseware.gradebook import selectors, services
from courseware.gradebook.chapters import by_chapter
from courseware.gradebook.export import csv_lines
from courseware.gradebook.forms import OverrideForm
from courseware.gradebook.work import work_of
from courseware.items.kinds import all_kinds
from courseware.items.selectors import item_or_404
from courseware.people.models import User
from courseware.people.policy import instructor_required, member_required
from courseware.ui.data_errors import handle_data_errors


@member_required
@handle_data_errors
def grades(request: HttpRequest) -> HttpResponse:
    row = selectors.grades_of(request.user, request.course)
    chapters = by_chapter(work_of(row), chapters_of(request.course))
    return render(request, "gradebook/grades.html", {"row": row, "chapters": chapters})


@instructor_required
@handle_data_errors
def gradebook(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    book = selectors.book_of(request.course, search)
    averages = [book.average(item) for item in book.items]
    flagged = [work for kind in all_kinds() for work in kind.flagged(request.course)]
    context = {"book": book, "averages": averages, "search": search, "flagged": flagged}
    return render(request, "gradebook/gradebook.html", context)


@instructor_required
def export(request: HttpRequest) -> StreamingHttpResponse:
    lines = list(csv_lines(selectors.book_of(request.course)))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    name = f"gradebook-{request.course.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@instructor_required
@handle_data_errors
def student(request: HttpRequest, student: int) -> HttpResponse:
    return _student_page(request, _student_or_404(request, student))


def _student_page(
    request: HttpRequest, person: User, refused: OverrideForm | None = None
) -> HttpResponse:
    """``refused``: a form on this page that was not taken, shown again with all it held."""
    row = selectors.grades_of(person, request.course)
    work = work_of(row)
    chapters = by_chapter(work, chapters_of(request.course))
    context = {
        "person": person,
        "row": row,
        "work": work,
        "chapters": chapters,
        "refused": refused,
    }
    return render(request, "gradebook/student.html", context, status=422 if refused else 200)


@require_POST
@instructor_required
def override(request: HttpRequest, student: int, kind: str, slug: str) -> HttpResponse:
    person = _student_or_404(request, student)
    item = item_or_404(request.course, kind, slug)
    form = OverrideForm(request.POST, item=item)
    if not form.is_valid():
        return _student_page(request, person, form)
    services.override_score(
        item=item,
        user=person,
        fraction=form.fraction(),
        reason=form.cleaned_data["reason"],
        by=request.user,
    )
    changed = _("The score of %(person)s for %(item)s was changed.")
    messages.success(request, changed % {"person": person.display_name, "item": item})
    return redirect("student", request.course.slug, person.id)


def _student_or_404(request: HttpRequest, student: int) -> User:
    person = User.objects.filter(pk=student, enrollments__course=request.course).first()
    if person is None:
        raise Http404(_("There is no such student in this course."))
    return person
