"""Links and normalizers: between scores, log-odds and probabilities."""
