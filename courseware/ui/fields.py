"""Fields of forms that Django does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _


class SuggestionInput(forms.TextInput):
    """A line to type in, with the browser's suggestions; works without scripts."""

    template_name = "ui/components/suggestions.html"
    choices: Any = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        options = f"{context['widget']['attrs'].get('id', name)}-options"
        context["widget"]["attrs"] |= {"list": options, "autocomplete": "off"}
        context["options"] = options
        context["labels"] = [label for _key, label in flat(self.choices)]
        return context


class SearchedChoiceField(forms.ChoiceField):
    """A choice among many: a label is typed, or as much of it as fits only one of them."""

    widget = SuggestionInput

    def prepare_value(self, value: Any) -> Any:
        """The label of a key."""
        return dict(flat(self.choices)).get(value, value)

    def to_python(self, value: Any) -> str:
        """The key of what was typed; a key itself is taken too, for links and programs."""
        typed = " ".join(str(value or "").split())
        choices = list(flat(self.choices))
        if not typed or any(key == typed for key, _label in choices):
            return typed
        words = typed.casefold()
        exact = [key for key, label in choices if label.casefold() == words]
        found = exact or [
            key for key, label in choices if all(w in label.casefold() for w in words.split())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("Select a valid choice. “%(typed)s” matches %(count)d names; type more.")
        else:
            sentence = _("Select a valid choice. No name matches “%(typed)s”.")
        raise forms.ValidationError(sentence % {"typed": typed[:100], "count": len(found)})


def flat(choices: Any) -> Iterator[tuple[str, str]]:
    """Key and label of each choice, those in groups included."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(key), str(label)
