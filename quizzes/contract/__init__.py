"""What question types promise, and the values that pass between them and the rest.

question_type   the contract of question types
answers         scores, parts, samples, invalid responses
neutral         a question in no system's form: what import and export translate through
unique_ids      ids for questions and options that come from other systems
"""
