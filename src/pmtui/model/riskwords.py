"""The words of risks and issues: responses, severities, the levels of probability and impact, and where to look."""

from typing import NamedTuple

THREAT_RESPONSES = {"a": "avoid", "t": "transfer", "m": "mitigate", "c": "accept", "e": "escalate"}
"""What is done about a threat, by the letter that chooses it."""
OPPORTUNITY_RESPONSES = {"x": "exploit", "s": "share", "h": "enhance", "c": "accept", "e": "escalate"}
RESPONSES = tuple(dict.fromkeys([*THREAT_RESPONSES.values(), *OPPORTUNITY_RESPONSES.values()]))
RISK_KINDS = ("threat", "opportunity")
SEVERITIES = ("critical", "major", "moderate", "minor")
DIMENSIONS = ("time", "cost", "quality", "scope")
LEVELS = range(1, 6)


class Level(NamedTuple):
    """One level of a scale: what it means, and for probabilities the bounds in percent, `weight` the PMBOK figure."""

    words: str
    low: float = 0.0
    high: float = 0.0
    weight: float = 0.0


class Scales(NamedTuple):
    """The definitions people score by: five levels of probability, and five of impact for each dimension.

    With `nonlinear` a score is the product of PMBOK's weights (0.05 to 0.80), else of the levels, 1 to 25.
    """

    probability: tuple[Level, ...]
    impact: dict[str, tuple[Level, ...]]
    nonlinear: bool = False


PROBABILITY = (
    Level("under 10 %", 0, 10, 0.1), Level("10 to 30 %", 10, 30, 0.3), Level("30 to 50 %", 30, 50, 0.5),
    Level("50 to 70 %", 50, 70, 0.7), Level("over 70 %", 70, 100, 0.9),
)  # fmt: skip
_WEIGHTS = (0.05, 0.10, 0.20, 0.40, 0.80)
IMPACT = {
    "time": ("under 1 % later", "1 to 5 % later", "5 to 10 % later", "10 to 20 % later", "over 20 % later"),
    "cost": ("under 1 % more", "1 to 5 % more", "5 to 10 % more", "10 to 20 % more", "over 20 % more"),
    "quality": (
        "hardly seen", "a few uses suffer", "the sponsor must agree", "not acceptable", "of no use",
    ),
    "scope": (
        "hardly seen", "small parts change", "main parts change", "not acceptable", "not what was wanted",
    ),
}  # fmt: skip
SCALES = Scales(
    PROBABILITY,
    {
        name: tuple(Level(words, weight=w) for words, w in zip(levels, _WEIGHTS, strict=True))
        for name, levels in IMPACT.items()
    },
)
"""What is scored by where a project has no scales of its own."""

CATEGORIES = {
    "Technical": ("requirements", "design", "interfaces", "technology", "performance", "quality", "data"),
    "External": ("supplier", "regulation", "market", "customer", "weather"),
    "Organisational": ("people", "resources", "funding", "priorities", "other projects"),
    "Project management": ("estimates", "planning", "control", "communication"),
}
"""The risk breakdown to begin with; written `Technical / interfaces`."""

PROMPTS = {
    "Breakdown": tuple(f"{group}: {name}?" for group, names in CATEGORIES.items() for name in names),
    "PESTLE": (
        "Political: who could decide otherwise?", "Economic: what if prices or rates move?",
        "Social: who will not want it?", "Technological: what is new to us?",
        "Legal: which rule could bind us?", "Environmental: what could nature do?",
    ),
    "Backwards": (
        "What would make us two weeks late?", "What would make it cost a fifth more?",
        "What do we depend on that we do not control?", "What does only one person know?",
        "What went wrong last time?", "What would the customer refuse to accept?",
    ),
}  # fmt: skip
"""Questions that help to find risks."""
