"""Labs for and from other systems: notebooks, Otter, Gradescope.

An export holds answers of the reference instead of the reference, as far as they can be written
down; each export says what it leaves to the grader.
"""
