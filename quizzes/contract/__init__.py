"""What question types promise, and the values that pass between them and the rest.

neutral     a question in no system's form: what import and export translate through
"""
