"""The form of a platform."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from courseware.lti.frames import origin_of
from courseware.lti.models import Platform
from courseware.lti.web import check_url


class PlatformForm(forms.ModelForm):
    deployment = forms.CharField(
        label=_("Deployment ID"),
        max_length=255,
        required=False,
        help_text=_("Others can be allowed later, once the platform has used them."),
    )

    class Meta:
        model = Platform
        fields = (
            *("name", "issuer", "client_id", "auth_url", "token_url", "keyset_url", "audience"),
            *("frame_origins", "trusts_email", "active"),
        )
        labels = {
            "name": _("Name"),
            "issuer": _("Issuer (platform ID)"),
            "client_id": _("Client ID"),
            "auth_url": _("Authentication request URL"),
            "token_url": _("Access token URL"),
            "keyset_url": _("Public keyset URL"),
            "audience": _("Audience of access tokens"),
            "frame_origins": _("Additional frame origins"),
            "trusts_email": _("Trust this platform's email addresses"),
            "active": _("Active"),
        }
        help_texts = {
            "audience": _("Only for platforms that ask for one; otherwise the access token URL."),
            "frame_origins": _(
                "Separated by spaces, such as https://school.instructure.com. Its issuer and "
                "authentication URL are included."
            ),
            "trusts_email": _(
                "Connects people to an account that has verified the same address, without asking."
            ),
        }
        field_classes = {name: forms.CharField for name in ("auth_url", "token_url", "keyset_url")}
        widgets = {name: forms.URLInput for name in ("auth_url", "token_url", "keyset_url")}

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["deployment"]

    def clean_frame_origins(self) -> str:
        given: str = self.cleaned_data["frame_origins"]
        for each in given.split():
            if origin_of(each) != each.rstrip("/"):
                text = _("“%(address)s” is not the address of a server. Use https://host.")
                raise forms.ValidationError(text % {"address": each})
        return " ".join(each.rstrip("/") for each in given.split())

    def _reachable(self, name: str) -> str:
        url: str = self.cleaned_data[name]
        if why := check_url(url):
            raise forms.ValidationError(why)
        return url

    def clean_auth_url(self) -> str:
        return self._reachable("auth_url")

    def clean_token_url(self) -> str:
        return self._reachable("token_url")

    def clean_keyset_url(self) -> str:
        return self._reachable("keyset_url")
