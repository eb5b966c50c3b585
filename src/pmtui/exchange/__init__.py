"""Other systems: one module a format, in and out."""
