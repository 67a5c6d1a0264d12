"""What is to be graded manually, the queue of a part, and one work in it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courseware.items.manual import ManualPart
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.manual_grading import claims, selectors, services
from courseware.manual_grading.forms import MarkForm, StartForm
from courseware.manual_grading.models import Rubric, SavedComment
from courseware.manual_grading.pseudonyms import code_of
from courseware.manual_grading.requests import request_for, save_and_decide, work_at
from courseware.manual_grading.selectors import Queue, QueueRow
from courseware.manual_grading.work_page import work_context, work_or_404
from courseware.people.models import Section, User
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.threads.models import Request, Thread
from courseware.threads.selectors import open_requests, shown_place
from courseware.ui.data_errors import handle_data_errors

REQUESTS = 50  # that the page of all parts lists


@require_safe
@permission_required(Permission.GRADE)
@handle_data_errors
def parts(request: HttpRequest) -> HttpResponse:
    """Everything of the course that is graded manually, with how much of it waits."""
    students = request.access.students()
    rows = selectors.parts_of(request.course, students)
    may_answer = request.access.may(Permission.ANSWER)
    context = {
        "requests": open_requests(request.course, students)[:REQUESTS] if may_answer else [],
        "rows": [row for row in rows if row.rubric or not row.part.optional],
        "optional": [row for row in rows if row.part.optional and not row.rubric],
        "may_start": request.access.may(Permission.CHANGE_GRADES),
    }
    return render(request, "manual_grading/parts.html", context)


@require_safe
@permission_required(Permission.GRADE)
def at_thread(request: HttpRequest, pk: int) -> HttpResponse:
    """To the work that a student's question is about."""
    asked = Thread.objects.filter(item__course=request.course, asker__in=request.access.students())
    thread = asked.filter(pk=pk).select_related("item__course").first()
    if thread is None:
        raise Http404(_("There is no such question."))
    place = shown_place(thread)
    elsewhere = place.url if place else thread.item.get_absolute_url()
    return _to_work(request, thread.item, thread.place, elsewhere)


@require_safe
@permission_required(Permission.GRADE)
def at_place(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """To the work at a place of an item, ``?at=``; where nobody has begun, to the list of parts."""
    item = item_or_404(request.course, kind, slug)
    place = request.GET.get("at", "").replace("\0", "")[:200]
    return _to_work(request, item, place, reverse("grading", args=[request.course.slug]))


def _to_work(request: HttpRequest, item: Item, place: str, elsewhere: str) -> HttpResponse:
    found = work_at(item, place)
    if found is None:
        return redirect(elsewhere)
    rubric, work_id = found
    return redirect("grading-work", request.course.slug, rubric.pk, code_of(rubric.pk, work_id))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.GRADE)
@handle_data_errors
def start(request: HttpRequest, kind: str, slug: str, part: str) -> HttpResponse:
    """Makes the rubric of a part. Of one that has no author's, it first asks for the weight."""
    item = item_or_404(request.course, kind, slug)
    found = selectors.part_or_404(item, part)
    if not found.optional:
        if request.method != "POST":
            return redirect("grading", request.course.slug)
        rubric = services.start_rubric(item=item, part=found, by=request.user)
        return redirect(rubric)
    return _start_optional(request, item, found)


def _start_optional(request: HttpRequest, item: Item, part: ManualPart) -> HttpResponse:
    if not request.access.may(Permission.CHANGE_GRADES):
        raise PermissionDenied(_("Only people who can change grades can add a rubric to an item."))
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        rubric = services.start_rubric(
            item=item, part=part, by=request.user, share=form.cleaned_data["share"]
        )
        return redirect("grading-rubric", request.course.slug, rubric.pk)
    context = {"item": item, "part": part, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "manual_grading/start.html", context, status=status)


@require_safe
@never_cache
@permission_required(Permission.GRADE)
@handle_data_errors
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    """The works of a part, who graded how many, and the way to the next."""
    rubric = selectors.rubric_or_404(request.course, pk)
    found = _queue(request, rubric)
    show = request.GET.get("show", "")
    rows = [row for row in found.rows if not show or row.graded == (show == "graded")]
    context = {
        "rubric": rubric,
        "queue": found,
        "rows": rows,
        "show": show,
        "sections": _sections(request),
        "section": request.GET.get("section", ""),
        "lines": selectors.lines_of(rubric),
        "following": rubric.marks.filter(stale=True).count(),
        "held": rubric.marks.filter(told=False).count() if rubric.held else 0,
        "may_change": request.access.may(Permission.CHANGE_GRADES),
    }
    return render(request, "manual_grading/queue.html", context)


@require_POST
@permission_required(Permission.GRADE)
def next_work(request: HttpRequest, pk: int) -> HttpResponse:
    """The next work that nobody has graded or has open."""
    rubric = selectors.rubric_or_404(request.course, pk)
    return _to_next(request, rubric, "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(Permission.GRADE)
@handle_data_errors
def work(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One work with the form for its grade. Who opens it has it; who saves goes on to the next."""
    rubric = selectors.rubric_or_404(request.course, pk)
    found = _queue(request, rubric)
    row = found.row_or_404(code)
    shown = work_or_404(rubric, row)
    claim = claims.claim(rubric=rubric, work=row.work.id, by=request.user)
    if request.method != "POST":
        context = work_context(request, found, row, shown, claim)
        return render(request, "manual_grading/work.html", context)
    form = MarkForm(request.POST, lines=selectors.lines_of(rubric), work=shown)
    if not form.is_valid():
        context = work_context(request, found, row, shown, claim, form=form)
        return render(request, "manual_grading/work.html", context, status=422)
    try:
        _save(request, rubric, row, form, request_for(rubric, row.work, shown))
    except services.NewerMark as newer:
        context = work_context(request, found, row, shown, claim, form=form, newer=newer.mark)
        return render(request, "manual_grading/work.html", context, status=409)
    return _after_save(request, rubric, row)


def _save(
    request: HttpRequest, rubric: Rubric, row: QueueRow, form: MarkForm, thread: Thread | None
) -> None:
    given, seen = form.given(), form.cleaned_data["seen"]
    decision = form.cleaned_data["decision"]
    if decision and thread and request.access.may(Permission.ANSWER):
        save_and_decide(
            rubric=rubric,
            work=row.work,
            given=given,
            by=request.user,
            seen=seen,
            thread=thread,
            accepted=decision == Request.ACCEPTED,
            answer=form.cleaned_data["answer"],
        )
    else:
        services.save_mark(rubric=rubric, work=row.work, given=given, by=request.user, seen=seen)
    if form.cleaned_data["keep_comment"] and given.comment:
        SavedComment.objects.get_or_create(rubric=rubric, text=given.comment)


def _after_save(request: HttpRequest, rubric: Rubric, row: QueueRow) -> HttpResponse:
    if request.POST.get("go") == "stay":
        messages.success(request, _("The grade was saved."))
        return redirect("grading-work", request.course.slug, rubric.pk, row.code)
    claims.release(rubric=rubric, work=row.work.id, by=request.user)
    return _to_next(request, rubric, row.code)


def _to_next(request: HttpRequest, rubric: Rubric, code: str) -> HttpResponse:
    found = _queue(request, rubric)
    waiting = found.waiting_after(code)
    taken = claims.claim_first(rubric=rubric, works=waiting, by=request.user)
    suffix = _section_query(request)
    if taken is not None:
        response = redirect("grading-work", request.course.slug, rubric.pk, found.code_of(taken))
    else:
        if found.counts.waiting:
            messages.info(request, _("Other graders have all of the ungraded work open."))
        else:
            messages.success(request, _("Everything here is graded."))
        response = redirect(rubric)
    response["Location"] += suffix
    return response


@require_POST
@permission_required(Permission.GRADE)
def keep_claim(request: HttpRequest, pk: int, code: str) -> JsonResponse:
    """Renews the claim of an open page; says who has it otherwise."""
    rubric = selectors.rubric_or_404(request.course, pk)
    row = _queue(request, rubric).row_or_404(code)
    claim = claims.claim(rubric=rubric, work=row.work.id, by=request.user)
    return JsonResponse({"mine": claim.by_id == request.user.pk})


def _queue(request: HttpRequest, rubric: Rubric) -> Queue:
    return selectors.queue_of(
        rubric,
        _students(request),
        request.user,
        may_see_grades=request.access.may(Permission.SEE_GRADES),
    )


def _students(request: HttpRequest) -> QuerySet[User]:
    """Those whom the grader may see, of one section where the address names it."""
    students: QuerySet[User] = request.access.students()
    section = request.GET.get("section", "")
    if section.isascii() and section.isdecimal() and len(section) < 18:
        enrolled = request.course.enrollments.filter(sections=int(section))
        students = students.filter(pk__in=enrolled.values("user"))
    return students


def _section_query(request: HttpRequest) -> str:
    section = request.GET.get("section", "")
    return f"?section={section}" if section.isascii() and section.isdecimal() else ""


def _sections(request: HttpRequest) -> list[Section]:
    sections = request.course.sections.all()
    limited = request.access.section_ids
    return list(sections if limited is None else sections.filter(pk__in=limited))
