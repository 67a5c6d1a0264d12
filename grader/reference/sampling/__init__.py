"""Candidate sampling: the sampler, sampled softmax and noise-contrastive estimation."""
