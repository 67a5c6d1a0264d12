"""Search over a course: sections of chapters, figures, and items by what everybody may know.

words      text to words, the same for what is searched and what is typed
sections   a chapter's page to its sections
entries    what can be found in a course
index      the index, in memory: who matches, and in which order
selectors  the index of a course, and what one person finds in it
"""
