"""What a person can do to a plan: one function, one rule set, one undo step."""
