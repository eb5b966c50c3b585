"""The plan file and the clock of the store's tests, for importing into."""

from tests.store.conftest import plan, time

__all__ = ["plan", "time"]
