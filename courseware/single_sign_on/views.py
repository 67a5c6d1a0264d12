"""The way to the provider and back."""

from __future__ import annotations

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from requests import RequestException

from courseware.single_sign_on.provider import PROVIDER_ID, Adapter

# What a provider that is down, or is none, ends in.
_FAILURES = (RequestException, OAuth2Error, AttributeError, KeyError, TypeError, ValueError)


def login(request: HttpRequest) -> HttpResponse:
    """GET asks, POST goes to the provider, by a page: browsers that heed `form-action` follow
    no redirect of a form to another site."""
    return _answer(request, OAuth2LoginView)


def callback(request: HttpRequest) -> HttpResponse:
    return _answer(request, OAuth2CallbackView)


def _answer(
    request: HttpRequest, view: type[OAuth2LoginView] | type[OAuth2CallbackView]
) -> HttpResponse:
    adapter = Adapter(request, PROVIDER_ID)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    try:
        response = view.adapter_view(adapter)(request)
    except _FAILURES as error:
        return render_authentication_error(request, provider, exception=error)
    if view is OAuth2LoginView and isinstance(response, HttpResponseRedirect):
        context = {"url": response.url, "provider": provider}
        return render(request, "single_sign_on/continue.html", context)
    return response
