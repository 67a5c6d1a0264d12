"""Makes the folder of a new lab: every file is there, and ``verify`` names what is to be written.

A format of labs has a folder of templates here, ``code/`` for one: each file in it, without its
ending ``.txt``, is a file of the lab, with ``$name`` where `grader.scaffold.parts` fills in.
"""

from grader.scaffold.new import CannotMake, known_formats, make_lab

__all__ = ["CannotMake", "known_formats", "make_lab"]
