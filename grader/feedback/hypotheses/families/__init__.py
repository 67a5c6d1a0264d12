"""The families of general mistakes; each module defines ``HYPOTHESES``."""
