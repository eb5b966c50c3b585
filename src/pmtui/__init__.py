"""pmtui: the whole project in one SQLite file, run from a terminal."""

__version__ = "0.1.0"
