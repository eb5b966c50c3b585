"""A ready-made plan to try things on, the same every time."""
