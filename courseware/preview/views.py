"""The preview's own pages: where it begins, what is wrong, what only authors see, and reloading."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.preview.site import PreviewSite, preview_site

_FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Leads to the page that is previewed."""
    return redirect(preview_site().address)


def faults_page(request: HttpRequest, site: PreviewSite) -> HttpResponse:
    """What is wrong in the files, in place of the page."""
    return render(request, "preview/faults.html", {"site": site}, status=422)


@require_safe
@never_cache
def author(request: HttpRequest) -> HttpResponse:
    """What students do not see."""
    site = preview_site()
    site.refresh()
    if site.faults:
        return faults_page(request, site)
    return render(request, "preview/author.html", {"site": site, "notes": site.notes()})


@require_safe
@never_cache
def version(request: HttpRequest) -> HttpResponse:
    """Another text when a file was saved; pages ask for it once a second."""
    return HttpResponse(preview_site().source.version(), content_type="text/plain")


@require_safe
@never_cache
def file(request: HttpRequest, name: str) -> HttpResponse:
    """The bar's script and style."""
    if name not in _FILES:
        raise Http404
    content = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return HttpResponse(content, content_type=f"{_FILES[name]}; charset=utf-8")
