"""Measures of pmtui against other programs, floors and known optima; printed, never asserted."""
