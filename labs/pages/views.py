"""Pages of labs. The lab's own page; a run of it; one submission in its several forms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from courseware.deadlines.selectors import window_of
from courseware.deadlines.window import Window
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.manual_grading.shown import ShownGrade
from courseware.people.permissions import Permission
from courseware.people.policy import member_required, permission_required
from courseware.ui.data_errors import handle_data_errors
from labs import selectors
from labs.class_table import choose_display
from labs.live.event_stream import event_stream
from labs.models import Purpose, Submission
from labs.pages import lab_page
from labs.pages.answers import POSTED, check_states, posted_text
from labs.pages.forms import RunForm
from labs.pages.held import without_score
from labs.pages.posted_code import PostedCode, posted_answers, read_post
from labs.pages.result_panel import ResultPanel, result_panel
from labs.pages.style import shown_style
from labs.submissions import services
from labs.submissions.code_file import check_code
from labs.submissions.downloads import code_response
from labs.submissions.refusals import LateCost, SubmissionRefused
from labs.submissions.uploads import uploaded_file


@require_safe
@member_required
@handle_data_errors
def lab(request: HttpRequest, slug: str) -> HttpResponse:
    """The lab page: statement, editor, result and history."""
    item = item_or_404(request.course, "lab", slug)
    window = window_of(item, request.user)
    if sentence := _not_open_reason(request, window):
        return _not_open(request, item, sentence)
    page = lab_page.lab_page(item, request.user, window, shown=request.GET.get("show", ""))
    return render(request, "labs/lab.html", page)


@require_POST
@member_required
def run(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes code for grading or for a trial; the page then shows what becomes of it."""
    item = item_or_404(request.course, "lab", slug)
    form = selectors.form_of(item) if POSTED in request.POST else []
    posted = posted_answers(posted_text(form, request.POST)) if form else read_post(request)
    try:
        arguments, code_file = RunForm(request.POST).arguments(), posted.code_to_run()
        if form:
            check_states(form, code_file.code)
        submission = services.submit_code(
            item=item, user=request.user, code=code_file.code, file_name=code_file.name, **arguments
        )
    except SubmissionRefused as refusal:
        if "automatic" in request.POST:  # nobody requested it, so no message
            return HttpResponse(status=204)
        return _refused(request, item, posted, refusal)
    shown = f"{item.get_absolute_url()}?show={submission.pk}#result"
    if not request.htmx:
        return redirect(shown)
    if posted.includes_file:  # the editor holds other code than what is graded: a new page
        return HttpResponseClientRedirect(shown)
    panel = lab_page.run_section(item, request.user, submission)
    return render(request, "labs/panel.html", {"item": item, **panel})


@require_POST
@member_required
def file(request: HttpRequest, slug: str) -> JsonResponse:
    """The code of a file, for the editor. Nothing is stored."""
    item_or_404(request.course, "lab", slug)
    try:
        uploaded = uploaded_file(request.FILES.getlist("file"))
        if uploaded is None:
            raise SubmissionRefused(
                _("No file was uploaded. Choose a Python file (.py) or a notebook (.ipynb).")
            )
        check_code(uploaded.code)
    except SubmissionRefused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=refusal.status)
    return JsonResponse(
        {
            "name": uploaded.name,
            "code": uploaded.code,
            "lines": uploaded.lines,
            "digest": uploaded.digest,
        }
    )


@require_POST
@member_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Puts the person into the lab's table, in the way they chose, or takes them out of it."""
    item = item_or_404(request.course, "lab", slug)
    choose_display(item, request.user, request.POST.get("display", ""))
    return redirect(f"{item.get_absolute_url()}#table")


def _refused(
    request: HttpRequest, item: Item, posted: PostedCode, refusal: SubmissionRefused
) -> HttpResponse:
    """The sentence, with everything that came still on the page."""
    if request.htmx and not posted.includes_file:
        late = isinstance(refusal, LateCost)
        context = {"item": item, "refusal": refusal.sentence, "asks_late": late}
        response = render(request, "labs/refusal.html", context, status=refusal.status)
        response["HX-Reswap"] = "none"  # the editor and the result of the last run stay
        return response
    window = window_of(item, request.user)
    if sentence := _not_open_reason(request, window):
        return _not_open(request, item, sentence, posted)
    page = lab_page.lab_page(item, request.user, window, refusal=refusal.sentence, posted=posted)
    page["asks_late"] = isinstance(refusal, LateCost)
    graded = request.POST.get("purpose") != Purpose.TRIAL and not page["closed"]
    page["purpose"] = Purpose.GRADED if graded else Purpose.TRIAL
    response = render(request, "labs/lab.html", page, status=refusal.status)
    return _replace_page(response) if request.htmx else response


def _replace_page(response: HttpResponse) -> HttpResponse:
    response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML show:window:top"
    return response


def _not_open_reason(request: HttpRequest, window: Window) -> str:
    """Why the lab cannot be shown yet; empty for who may see it before."""
    early = request.access.may(Permission.SEE_CONTENT)
    return "" if early else lab_page.not_open_reason(window)


def _not_open(
    request: HttpRequest, item: Item, sentence: str, posted: PostedCode | None = None
) -> HttpResponse:
    context = {"item": item, "sentence": sentence, "sent": posted and posted.pieces()}
    response = render(request, "labs/not_open.html", context, status=403)
    return _replace_page(response) if request.htmx else response


@require_safe
@member_required
@handle_data_errors
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the person has run on this lab; the lab page asks for its part of it."""
    item = item_or_404(request.course, "lab", slug)
    if request.htmx:
        context = {"item": item, **lab_page.recent_history(item, request.user)}
        return render(request, "labs/history_list.html", context)
    context = {
        "item": item,
        "history": selectors.submission_history(item, request.user),
        "counting": () if item.scores_held else selectors.counting_ids(item, request.user),
    }
    return render(request, "labs/history.html", context)


@require_safe
@member_required
@handle_data_errors
def submission(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One submission with its code and report."""
    shown = _submission(request, slug, pk)
    context = {
        "submission": shown,
        "item": shown.item,
        "result": _panel(request, shown),
        "style_grade": _style(request, shown),
    }
    return render(request, "labs/submission.html", context)


@require_safe
@never_cache
@member_required
@handle_data_errors
def result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The result panel alone, for pages that read it again."""
    shown = _submission(request, slug, pk)
    context = {"result": _panel(request, shown), "item": shown.item}
    return render(request, "labs/result.html", context)


@require_safe
@member_required
def events(request: HttpRequest, slug: str, pk: int) -> StreamingHttpResponse:
    """Server-sent events: when the result panel is worth reading again."""
    shown = _submission(request, slug, pk)
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(
        event_stream(pk, request.user.pk, selectors.traceparent_of(shown)),
        content_type="text/event-stream",
        headers=headers,
    )


@require_safe
@member_required
def code(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The code as a file, whose name does not come from the person who sent it."""
    shown = _submission(request, slug, pk)
    stem = f"{shown.item.slug}-{shown.pk}"
    if not shown.revision.form:
        return code_response(shown.item, shown.code, stem, request.GET.get("as", ""))
    headers = {"Content-Disposition": f'attachment; filename="{stem}.txt"'}
    return HttpResponse(shown.code, content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def regrade(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Queues the submission to be graded again."""
    shown = _submission(request, slug, pk)
    services.regrade(submissions=[shown])
    return redirect(shown)


def _panel(request: HttpRequest, submission: Submission) -> ResultPanel:
    """Without the score for students whose scores are held back."""
    panel = result_panel(submission)
    sees_all = request.access.may(Permission.SEE_GRADES)
    return panel if sees_all or not submission.item.scores_held else without_score(panel)


def _style(request: HttpRequest, submission: Submission) -> ShownGrade | None:
    """As `_panel`: nothing of it where scores are held back."""
    sees_all = request.access.may(Permission.SEE_GRADES)
    return shown_style(submission) if sees_all or not submission.item.scores_held else None


def _submission(request: HttpRequest, slug: str, pk: int) -> Submission:
    return selectors.submission_or_404(request.access, slug, pk)
