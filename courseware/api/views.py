"""The page of one's own tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courseware.api.forms import TokenForm
from courseware.api.models import Scope, Token
from courseware.api.tokens import MAX_TOKENS, TooManyTokens, create_token, revoke_token


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Lists them; a POST makes one and shows its secret, this once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret, status = "", 422 if form.is_bound else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            _token, secret = create_token(
                user=request.user,
                name=values["name"],
                scopes=values["scopes"],
                expires_at=form.expires_at(),
            )
            form, status = TokenForm(), 200
        except TooManyTokens:
            sentence = _("You have %(most)d tokens. Revoke one that you no longer use.")
            form.add_error(None, sentence % {"most": MAX_TOKENS})
    labels = dict(Scope.choices)
    rows = [
        (token, [labels[scope] for scope in token.scopes if scope in labels])
        for token in Token.objects.filter(user=request.user)
    ]
    context = {"form": form, "secret": secret, "rows": rows}
    return render(request, "api/tokens.html", context, status=status)


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    if revoke_token(user=request.user, pk=pk):
        messages.success(request, _("The token was revoked."))
    return redirect("tokens")
