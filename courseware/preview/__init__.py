"""``manage.py preview PATH``: a chapter, quiz or lab as students see it, before it is in a course.

A site of its own, on loopback, with a database in a temporary folder: the real pages of the real
site, made again whenever a file is saved. `settings` and `urls` are its own; the deployed site has
none of its addresses.
"""
