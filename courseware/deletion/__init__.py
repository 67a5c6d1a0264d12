"""Deletion of people and their work, done by workers a few rows at a time.

Django's admin deletes everything that depends on a row in one transaction, after listing every row
of it on a page. For somebody with a year's work, or for a class, both take many seconds.
"""
