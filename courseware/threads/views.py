"""Asking at a place, the list of threads, and one thread."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courseware.items.selectors import item_or_404
from courseware.people.clock import shown_time
from courseware.people.permissions import Permission
from courseware.people.policy import member_required
from courseware.threads import selectors, services
from courseware.threads.forms import MessageForm
from courseware.threads.models import Request, State, Thread


@member_required
def ask(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form at a place, ``?about=``; a thread that is there already is shown instead."""
    item = item_or_404(request.course, kind, slug)
    reference = request.GET.get("about", selectors.SCORE).replace("\0", "")[:200]
    place = selectors.place_of(item, reference, request.user)
    if place is None:
        raise Http404(_("There is nothing to ask about here."))
    there = Thread.objects.filter(item=item, asker=request.user, place=reference).first()
    if there is not None and request.method != "POST" and not place.parts:
        return redirect("thread", request.course.slug, there.pk)
    whole = (reference, _("All of it"))
    parts = (whole, *place.parts) if place.parts else ()
    may_request = selectors.may_request(item, shown_time())
    posted = request.POST if request.method == "POST" else None
    initial = {"regrade": "regrade" in request.GET}
    form = MessageForm(posted, parts=parts, request=may_request, initial=initial)
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data.get("about") or reference
        text = form.cleaned_data["text"]
        regrade = form.cleaned_data.get("regrade", False)
        thread = services.ask(
            item=item, asker=request.user, place=about, text=text, regrade=regrade
        )
        messages.success(request, _sent_sentence(regrade))
        return redirect("thread", request.course.slug, thread.pk)
    context = {"item": item, "place": place, "form": form}
    return render(request, "threads/ask.html", context, status=422 if form.is_bound else 200)


def _sent_sentence(regrade: bool) -> str:
    if regrade:
        return _("Your request was sent. The decision will appear here.")
    return _("Your question was sent. The answer will appear here.")


@member_required
def threads(request: HttpRequest) -> HttpResponse:
    """One's own, and those that one may answer, of which the open ones come first."""
    answers = request.access.may(Permission.ANSWER)
    state = request.GET.get("state", State.OPEN if answers else "")
    context = {
        "rows": selectors.rows_of(selectors.threads_of(request.access), state),
        "answers": answers,
        "state": state,
        "states": [*State.choices, ("", _("All"))],
        "most": selectors.PER_PAGE,
    }
    return render(request, "threads/list.html", context)


@member_required
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread with the form for the next message."""
    shown = selectors.thread_or_404(request.access, pk)
    if request.method == "POST" and "close" in request.POST:
        services.close(thread=shown)
        messages.success(request, _("The question was closed. A new message reopens it."))
        return redirect(shown)
    form = MessageForm(request.POST if request.method == "POST" else None)
    decides = (
        shown.request == Request.OPEN
        and shown.asker_id != request.user.pk
        and request.access.may(Permission.ANSWER)
    )
    if request.method == "POST" and form.is_valid():
        messages.success(request, _write(request, shown, form.cleaned_data["text"], decides))
        return redirect(shown)
    context = {
        "thread": shown,
        "place": selectors.shown_place(shown),
        "entries": shown.messages.select_related("author"),
        "form": form,
        "own": shown.asker_id == request.user.pk,
        "decides": decides,
    }
    return render(request, "threads/thread.html", context, status=422 if form.is_bound else 200)


def _write(request: HttpRequest, shown: Thread, text: str, decides: bool) -> str:
    """A message, or one that decides a request. What was done, in a sentence."""
    decision = request.POST.get("decision", "")
    if not decides or decision not in (Request.ACCEPTED, Request.DECLINED):
        services.write(thread=shown, author=request.user, text=text)
        return _("Your message was sent.")
    accepted = decision == Request.ACCEPTED
    services.decide(thread=shown, by=request.user, accepted=accepted, text=text)
    if accepted:
        return _(
            "The request was accepted and your answer was sent. Accepting it does not change "
            "the score."
        )
    return _("The request was declined and your answer was sent.")
