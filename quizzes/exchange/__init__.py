"""Questions from and to other systems: Moodle XML and GIFT.

Between a type of ours and a form of theirs stands a neutral `forms.Form`. A type says how it is
put as one (``export(body)``), a format says how one is written and read. So a new type knows no
format, and a new format no type. What cannot be held is listed, never dropped in silence.
"""
