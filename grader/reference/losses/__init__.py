"""Losses and their gradients: binary, over classes, of real values."""
