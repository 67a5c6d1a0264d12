"""Similarity of the submissions of a lab: made by a worker, looked at by staff, never by students.

The comparison is `grader.similarity`; here it is given what to compare, and the result is
stored with its date and settings, for people to look at.
"""
