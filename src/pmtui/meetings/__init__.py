"""The meetings: an agenda from the plan in, a note for the plan out."""
