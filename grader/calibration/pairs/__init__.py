"""The pairs, one module each with `PAIR`; a new module is found by itself."""
