"""Questions to and from other systems: Moodle XML and GIFT.

Between a question type and a format stands `quizzes.contract.neutral`. A type turns its questions
into neutral content, a format writes and reads it. So a new type knows no format. What cannot be
held is listed, never dropped in silence.
"""
