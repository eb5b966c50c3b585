"""The plan file and the clock of the store's tests, for the reports made of them."""

from tests.store.conftest import ben, plan, time

__all__ = ["ben", "plan", "time"]
