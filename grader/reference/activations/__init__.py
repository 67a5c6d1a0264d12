"""Activations of units and their derivatives."""
