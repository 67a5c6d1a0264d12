"""Optimizers: weights, gradient and state in, new weights and new state out.

Every one takes (w, g, state=None, ...); None is the state before the first step. Arrays of the
state are new ones, so that an old state can be kept. Hyper-parameters are numbers.
"""
