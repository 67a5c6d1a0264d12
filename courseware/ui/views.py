"""The style page, and the pages for what went wrong."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from courseware.middleware import unavailable
from courseware.middleware.form_data import is_same_origin
from courseware.middleware.signed_out import plain_text_response, resubmission_context
from courseware.ui.samples import samples

CATALOG_SECONDS = 3600  # a corrected translation reaches everybody within an hour
NO_TOKEN = _(
    "Nothing was sent: this page's security token has expired. What you typed is still "
    "here: copy it, reload the page, and send it from there."
)
TOO_LARGE = _("This is too much text for one form. Nothing was saved. Shorten it and try again.")


def style(request: HttpRequest) -> HttpResponse:
    """Every component with its states: the truth about how pages look."""
    return render(request, "ui/style.html", samples())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.headers.get("HX-Request") == "true" and isinstance(exception, RequestDataTooBig):
        return plain_text_response(str(TOO_LARGE), status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hands back what a page of this site has sent. What another site made a browser send is
    neither shown nor offered to be sent again."""
    if request.headers.get("HX-Request") == "true":
        return plain_text_response(str(NO_TOKEN), status=403)
    here = is_same_origin(request)
    context = resubmission_context(request, again=here is True) if here is not False else {}
    return render(request, "403_csrf.html", context, status=403)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"sentence": _sentence(exception), **_handed_back(request)}
    return render(request, "403.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    context = {"sentence": _sentence(exception), **_handed_back(request)}
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # Sessions and other middleware ask the database too; their errors end here,
    # as does one met while the refusal of a forged request was rendered.
    if unavailable.is_unavailable(sys.exc_info()[1]):
        return unavailable.response_for(request, checked=False)
    # Without the request: whatever broke may be what its page header would ask for.
    return render(None, "500.html", status=500)


def _handed_back(request: HttpRequest) -> dict[str, Any]:
    """What a page of this site sent to a page that is gone or closed to the person by now."""
    if request.method != "POST" or is_same_origin(request) is not True:
        return {}
    return resubmission_context(request, again=False)


def _sentence(exception: Exception) -> str:
    """What the view said, when it said a sentence of ours; Django's own speak of models."""
    sentence = exception.args[0] if exception.args else ""
    is_ours = isinstance(sentence, str) and not sentence.endswith("matches the given query.")
    return sentence if is_ours else ""


class ScriptTexts(JavaScriptCatalog):
    """The texts of scripts in one language, which its address names; cached like other files."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404(str(_("This language is not available.")))
        with translation.override(kwargs["language"]):
            response = super().get(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=CATALOG_SECONDS)
        return response
