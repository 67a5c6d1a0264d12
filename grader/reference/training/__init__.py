"""Helpers of training: clipping, early stopping, and reports on gradients."""
