"""Documents built from what the plan and the meetings tell: what a report says, and how it looks on a page."""
