"""The plan file, the clock and the second person of the store's tests, for the actions on them."""

from tests.store.conftest import ben, plan, time

__all__ = ["ben", "plan", "time"]
