"""Assignments of nbgrader and Otter as labs, as far as they can be.

A lab asks for functions and compares their answers with those of a reference: the assignment's
solution. So calls of functions in its tests become cases. Nothing of a notebook is run but in the
sandbox.
"""
