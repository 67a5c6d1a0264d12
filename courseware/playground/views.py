"""The page of the playground. Its state is in the hash of the address, which no server sees."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def playground(request: HttpRequest) -> HttpResponse:
    return render(request, "playground/page.html")
