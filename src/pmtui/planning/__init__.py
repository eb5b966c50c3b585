"""The arithmetic of plans: pure functions, no file and no clock."""
