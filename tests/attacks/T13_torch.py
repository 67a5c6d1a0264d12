"""Lets torch do the work."""

VERDICT = "raised"

import torch


def softplus(z):
    return torch.softplus(z)
