"""The words of a plan and their grammar: items, the quick-add line, the query, dates, clean text.

Imports nothing of ours.
"""
