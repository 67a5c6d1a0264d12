"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courseware.people.models import MailDigest, User
from courseware.people.skeletons import skeleton_of
from courseware.people.throttle import guard
from courseware.people.zones import zone_names


class ProfileForm(forms.ModelForm):
    """Names and preferences. With one language, there is none to choose."""

    class Meta:
        model = User
        fields = [
            *("first_name", "last_name", "shown_name", "pen_name"),
            *("time_zone", "language", "theme", "text_size", "mail_digest"),
        ]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "shown_name": _("Display name"),
            "pen_name": _("Pen name"),
            "theme": _("Theme"),
            "text_size": _("Text size"),
        }
        help_texts = {
            "last_name": _("Instructors know you by your first and last name."),
            "shown_name": _(
                "The name shown on this site and to other students. Leave empty to use your "
                "real name."
            ),
            "pen_name": _(
                "Shown instead of your name on a lab’s leaderboard if you choose to be "
                "listed by it."
            ),
        }
        widgets = {"theme": forms.Select(attrs={"data-account-theme": ""})}

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [("", _("Same as browser")), *((name, name) for name in zone_names())],
        help_text=_("Dates are shown in this time zone."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", _("Same as browser")), *settings.LANGUAGES],
    )

    mail_digest = forms.ChoiceField(
        label=_("Unread notices by email"),
        required=False,
        choices=MailDigest.choices,
        help_text=_(
            "Sent to your confirmed address. Choose a time zone to receive it in the morning."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]

    def clean_mail_digest(self) -> str:
        """A form from before there was this choice leaves it as it is."""
        return self.cleaned_data["mail_digest"] or self.instance.mail_digest

    def clean_pen_name(self) -> str:
        """Nobody's pen name can be mistaken for another's, or for a username."""
        name = self.cleaned_data["pen_name"].strip()
        if not name:
            return ""
        skeleton = skeleton_of(name)
        if not skeleton:
            raise ValidationError(_("This name has no readable characters."))
        others = User.objects.exclude(pk=self.instance.pk)
        used = others.exclude(pen_name="").values_list("pen_name", flat=True)
        if others.filter(skeleton=skeleton).exists() or skeleton in map(skeleton_of, used):
            raise ValidationError(_("This name, or one that looks like it, is already taken."))
        return name


class DeletionForm(forms.Form):
    """The password once more, limited as it is when somebody signs in."""

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not user.has_usable_password():  # who signs in elsewhere
            del self.fields["password"]

    def clean_password(self) -> str:
        typed = self.cleaned_data["password"]
        found = guard(
            context.request,
            [self.user],
            self.user.username,
            lambda: self.user if self.user.check_password(typed) else None,
        )
        if found is None:
            raise ValidationError(_("That is not your password. Try again."))
        return typed
