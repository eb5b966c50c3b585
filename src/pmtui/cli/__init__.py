"""The command line: a verb, its words, its answer."""
