"""Links and normalisers: between scores, log-odds and probabilities."""
