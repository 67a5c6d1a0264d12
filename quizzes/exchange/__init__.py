"""Questions to and from other systems: Moodle XML, GIFT and QTI.

`quizzes.contract.neutral` is between question types and formats. A type turns its questions
into neutral content and content into drafts of questions; a format writes and reads content. So a
new type knows no format, and a new format knows no type. What cannot be held is listed, never
dropped in silence.
"""
