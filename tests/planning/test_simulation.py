"""The simulated schedule: published examples by name, seeds, risks and responses, and what is refused."""

import math
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from pmtui.planning.axis import BeyondReach
from pmtui.planning.distributions import BadEstimate, Distribution, TooShort
from pmtui.planning.network import DAY, Task
from pmtui.planning.ordering import BadPlan
from pmtui.planning.pert import ThreePoint
from pmtui.planning.simulation import Cancelled, Effect, Forecast, RiskEvent, simulate
from pmtui.planning.simulation_outcome import Influence
from tests.planning.plans import at, network, phases, task
from tests.planning.test_pert import FOUNDRY, RELIABLE, WEEK, Table, in_weeks


def weeks(table: Table, distribution: Distribution, **more: object) -> Forecast:
    """The forecast of a table in weeks."""
    return simulate(*in_weeks(table), distribution=distribution, **more)  # type: ignore[arg-type]


def after(count: int) -> datetime:
    """The end of so many weeks of the tables in weeks."""
    return datetime(2026, 11, 20, 17) + timedelta(weeks=count)


def days(estimate: tuple[float, float, float]) -> ThreePoint:
    return ThreePoint(*(value * DAY for value in estimate))


# --- published examples ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("distribution", "mean", "chance"), [("beta-PERT", 15.23, 0.690), ("triangular", 16.27, 0.486)]
)
def test_W1_milwaukee_paper_simulated(distribution: Distribution, mean: float, chance: float) -> None:
    found = weeks(FOUNDRY, distribution, iterations=100_000, influences=False, critical=False, by=after(16))
    assert found.project.before.mean_length / WEEK == pytest.approx(mean, abs=0.01)
    assert found.project.chance == pytest.approx(chance, abs=0.01)
    assert found.pert.chance(16 * WEEK) == pytest.approx(0.7146, abs=5e-5)


@pytest.mark.parametrize(("distribution", "chance", "p80"), [("beta-PERT", 0.816, 46.8), ("triangular", 0.594, 49.4)])
def test_W6_reliable_construction_simulated(distribution: Distribution, chance: float, p80: float) -> None:
    found = weeks(RELIABLE, distribution, iterations=50_000, by=after(47))
    assert found.project.chance == pytest.approx(chance, abs=0.01)
    assert found.project.before.length(80) / WEEK == pytest.approx(p80, abs=0.1)
    assert found.pert.chance(47 * WEEK) == pytest.approx(0.8413, abs=5e-5)
    assert found.criticality["C"] == 1
    assert found.criticality["E"] + found.criticality["D"] >= found.criticality["N"] > found.criticality["M"] > 0
    assert found.influences[0].key == "C"


def test_W10_merge_bias_of_two_paths() -> None:
    # Two paths that are late, by one risk each, in a quarter and in three tenths of the cases.
    plan = network([task("A"), task("B"), task("C", 0)], ["A FS C", "B FS C"])
    late = days((1, 1, 1))
    events = [RiskEvent("one", 0.25, late, hits=("A",)), RiskEvent("other", 0.3, late, hits=("B",))]
    found = simulate(plan, {}, events, iterations=40_000, milestones=["A", "B", "C"])
    chances = [found.milestones[key].chance for key in "ABC"]
    assert chances == [pytest.approx(0.75, abs=0.01), pytest.approx(0.7, abs=0.01), pytest.approx(21 / 40, abs=0.01)]


def test_W10_merge_bias_of_three_parallel_tasks() -> None:
    three: Table = dict.fromkeys("ABC", ((1, 2, 3), ""))
    found = weeks(three, "triangular", iterations=40_000)
    assert found.project.planned == after(2)
    assert found.project.chance == pytest.approx(0.125, abs=0.006)


# --- the same for everybody ------------------------------------------------------------------------------------------


def test_seed_42_has_these_dates_on_every_machine() -> None:
    found = weeks(RELIABLE, "beta-PERT", seed=42)
    assert found.method == "beta-PERT, 10,000 iterations, seed 42"
    lengths = [found.project.before.length(percent) for percent in (1, 50, 80, 85, 95, 100)]
    assert lengths == [914147, 1061025, 1122888, 1137808, 1183752, 1400585]
    assert found.project.before.at(80) == datetime(2027, 10, 14, 16, 28, 48)
    assert found.influences[:2] == (
        Influence(key="C", kind="task", correlation=0.713232),
        Influence(key="B", kind="task", correlation=0.360608),
    )


def test_another_seed_has_other_dates_and_the_same_seed_the_same() -> None:
    one, again, other = (weeks(FOUNDRY, "beta-PERT", iterations=500, seed=seed) for seed in (1, 1, 2))
    lengths = [[found.project.before.length(percent) for percent in (10, 50, 90)] for found in (one, again, other)]
    assert lengths[0] == lengths[1] != lengths[2]
    assert one.influences == again.influences


def test_another_task_or_risk_leaves_the_draws_of_the_others_alone() -> None:
    wide = {"A": days((1, 5, 20)), "B": days((2, 3, 9))}
    small = simulate(network([task("A", 5)]), wide, milestones=["A"], iterations=2_500)
    large = simulate(
        network([task("B", 3), task("A", 5)]), wide, [RiskEvent("R", 0.5, days((1, 2, 3)), hits=("B",))],
        milestones=["A"], iterations=2_500,
    )  # fmt: skip
    assert small.milestones["A"].before.histogram() == large.milestones["A"].before.histogram()


def test_more_iterations_go_on_where_fewer_ended() -> None:
    seen: list[int] = []

    def go_on(done: int) -> bool:
        seen.append(done)
        return True

    plan, wide = network([task("A", 5)]), {"A": days((1, 5, 20))}
    few = simulate(plan, wide, iterations=1_000)
    many = simulate(plan, wide, iterations=2_300, progress=go_on)
    assert seen == [1_000, 2_000, 2_300]
    assert many.project.before.chance(few.project.before.at(100)) >= 1_000 / 2_300
    assert few.project.before.at(100) <= many.project.before.at(100)
    assert sum(bar.times for bar in many.project.before.histogram()) == 2_300


def test_a_simulation_told_to_stop_stops() -> None:
    seen: list[int] = []

    def stop(done: int) -> bool:
        seen.append(done)
        return len(seen) < 2

    with pytest.raises(Cancelled):
        simulate(network([task("A", 5)]), {}, progress=stop)
    assert seen == [1_000, 2_000]


# --- risks -----------------------------------------------------------------------------------------------------------


def test_what_is_certain_to_happen_delays_every_task_it_hits() -> None:
    plan = network([task("A", 2), task("B", 3)], ["A FS B"])
    sure = RiskEvent("R", 1, days((1, 1, 1)), hits=("A", "B", "A"))
    found = simulate(plan, {}, [sure], iterations=2_500)
    assert found.project.before.at(1) == found.project.before.at(100) == at(13, 17)
    assert found.project.planned == at(9, 17)
    assert found.project.chance == 0


def test_what_hits_a_summary_hits_each_task_below_it() -> None:
    found = simulate(network(phases(), ["P FS Q"]), {}, [RiskEvent("R", 1, days((1, 1, 1)), hits=("P",))], iterations=5)
    # A and B take a day longer, C and D do not.
    assert (found.project.planned, found.project.before.at(50)) == (at(13, 17), at(14, 17))


def test_an_opportunity_takes_no_more_than_there_is() -> None:
    plan = network([task("A", 2), task("B", 3)], ["A FS B"])
    gift = RiskEvent("R", 1, days((9, 9, 9)), ThreePoint(100, 100, 100), hits=("A",), opportunity=True)
    found = simulate(plan, {}, [gift], iterations=5)
    assert found.project.before.at(50) == at(7, 17)
    assert found.costs is not None
    assert found.costs.before.at(50) == -100


def test_responses_are_judged_by_the_same_draws() -> None:
    plan, wide = network([task("A", 20)]), {"A": days((10, 20, 40))}
    risk = RiskEvent(
        "R", 0.6, days((5, 10, 20)), ThreePoint(100, 200, 900), ("A",),
        Effect(0.3, days((5, 10, 20)), ThreePoint(100, 200, 900)),
    )  # fmt: skip
    found = simulate(plan, wide, [risk])
    without = simulate(plan, wide)
    assert without.project.after is None
    project, costs = found.project, found.costs
    assert project.after is not None and costs is not None and costs.after is not None
    for percent in (1, 10, 50, 80, 95, 100):
        assert without.project.before.at(percent) <= project.after.at(percent) <= project.before.at(percent)
        assert costs.after.at(percent) <= costs.before.at(percent)
    assert project.after.at(80) < project.before.at(80)
    assert costs.before.mean == pytest.approx(0.6 * (100 + 800 + 900) / 6, rel=0.03)
    assert costs.after.mean == pytest.approx(0.3 * (100 + 800 + 900) / 6, rel=0.05)
    assert (costs.before.at(30), costs.after.at(60)) == (0, 0)


def test_a_response_to_one_risk_leaves_the_others_as_they_are() -> None:
    plan = network([task("A", 2)])
    kept = RiskEvent("one", 1, days((1, 1, 1)), hits=("A",))
    gone = RiskEvent("other", 1, days((2, 2, 2)), hits=("A",), after=Effect(0))
    found = simulate(plan, {}, [kept, gone], iterations=5)
    assert found.project.after is not None
    assert (found.project.before.at(50), found.project.after.at(50)) == (at(9, 17), at(7, 17))


# --- work under way --------------------------------------------------------------------------------------------------


def test_what_is_done_is_done_and_of_what_is_begun_the_rest_is_drawn() -> None:
    done = Task("A", 5 * DAY, actual_start=at(5), actual_finish=at(8, 17))
    begun = Task("B", 10 * DAY, actual_start=at(5), percent=60)
    wide = {"A": days((1, 5, 50)), "B": days((0, 10, 30))}
    risk = RiskEvent("R", 1, days((5, 5, 5)), hits=("A",))
    found = simulate(network([done, begun]), wide, [risk], milestones=["A", "B"], iterations=4_000)
    assert found.milestones["A"].before.at(1) == found.milestones["A"].before.at(100) == at(8, 17)
    least, most = found.milestones["B"].before.length(1) / DAY, found.milestones["B"].before.length(100) / DAY
    assert 6 < least < 8
    assert 14 < most < 18
    assert [influence.key for influence in found.influences if abs(influence.correlation) > 0.1] == ["B"]


def test_nothing_drives_work_that_has_begun() -> None:
    tasks = [task("A", 2), Task("B", 10 * DAY, actual_start=at(6, 17))]
    found = simulate(network(tasks, ["A FS B"]), {"B": days((9, 10, 20))}, iterations=100)
    assert found.criticality == {"A": 0, "B": 1}


def test_an_opportunity_leaves_alone_what_was_worked() -> None:
    begun = Task("B", 10 * DAY, actual_start=at(5), percent=60)
    gift = RiskEvent("R", 1, days((99, 99, 99)), hits=("B",), opportunity=True)
    assert simulate(network([begun]), {}, [gift], iterations=5).project.before.length(50) == 6 * DAY


# --- figures ---------------------------------------------------------------------------------------------------------


def test_percentiles_are_dates_that_came_out_by_nearest_rank() -> None:
    plan = network([task("A", 1)])
    found = simulate(plan, {}, [RiskEvent("R", 0.5, days((1, 1, 1)), hits=("A",))], iterations=999).project.before
    chance = found.chance(at(5, 17))
    edge = math.floor(chance * 100)
    assert (found.at(edge), found.at(edge + 1)) == (at(5, 17), at(6, 17))
    assert found.chance(at(5, 12)) == 0
    assert found.chance(at(6, 17)) == 1
    assert found.mean_length == pytest.approx((2 - chance) * DAY)
    with pytest.raises(ValueError, match="between 1 and 100"):
        found.at(0)


def test_a_deadline_is_what_a_milestone_promises() -> None:
    plan = network([task("A", 4), task("M", 0, deadline=at(9, 17))], ["A FS M"])
    found = simulate(plan, {"A": days((4, 4, 8))}, milestones=["M"], by=at(12, 17))
    promised = found.milestones["M"]
    assert (promised.planned, promised.promised) == (at(8, 17), at(9, 17))
    assert found.project.promised == at(12, 17)
    assert 0 < promised.chance < found.project.chance < 1


def test_a_milestone_may_be_a_summary_on_several_calendars() -> None:
    tasks = [*phases(), task("E", 3, parent="Q", elapsed=True)]
    found = simulate(network(tasks), {"E": days((3, 3, 9))}, milestones=["P", "Q"], iterations=300)
    assert found.milestones["P"].before.at(100) == found.milestones["P"].planned
    assert found.milestones["Q"].before.at(50) >= found.milestones["Q"].planned
    assert found.project.before.mean_length > 0


def test_a_histogram_counts_every_iteration_once() -> None:
    found = simulate(network([task("A", 5)]), {"A": days((1, 5, 20))}).project.before
    bars = found.histogram()
    assert len(bars) == 20
    assert sum(bar.times for bar in bars) == 10_000
    assert bars[0].first < found.at(1)
    assert bars[-1].last == found.at(100)
    assert all(one.last == other.first for one, other in pairwise(bars))
    assert simulate(network([task("A", 5)]), {}, iterations=7).project.before.histogram() == [(at(9, 17), at(9, 17), 7)]


def test_what_the_date_follows_most_comes_first() -> None:
    plan = network([task("A", 5), task("B", 5), task("C", 1), task("D", 1)], ["A FS B"])
    wide = {"A": days((5, 5, 6)), "B": days((1, 5, 20)), "C": days((1, 1, 1.5)), "D": days((1, 1, 1))}
    risk = RiskEvent("R", 0.5, days((1, 2, 3)), hits=("B",))
    found = simulate(plan, wide, [risk])
    assert [influence[:2] for influence in found.influences[:3]] == [("B", "task"), ("R", "risk"), ("A", "task")]
    assert {influence.key for influence in found.influences} == {"A", "B", "C", "R"}
    assert abs(found.influences[-1].correlation) < 0.05


def test_only_what_is_asked_for_is_worked_out() -> None:
    plan, wide = network([task("A", 5)]), {"A": days((1, 5, 20))}
    assert simulate(plan, wide).criticality == {"A": 1}
    plain = simulate(plan, wide, critical=False, influences=False)
    assert (plain.criticality, plain.influences, plain.costs) == ({}, (), None)


def test_the_team_s_own_history_spreads_every_length() -> None:
    plan, same = network([task("A", 10)]), {"A": days((10, 10, 10))}
    history = [0.5, 0.8, 1, 1, 1.2, 1.5, 2, 2, 3, 4]
    found = simulate(plan, same, distribution="lognormal", history=history)
    assert found.method.startswith("lognormal")
    assert found.project.before.length(50) / (10 * DAY) == pytest.approx(
        math.exp(sum(map(math.log, history)) / 10), rel=0.03
    )
    with pytest.raises(TooShort):
        simulate(plan, same, distribution="lognormal", history=history[:9])


# --- what is refused -------------------------------------------------------------------------------------------------


def test_unknown_tasks_are_named() -> None:
    plan = network([task("A")])
    with pytest.raises(BadPlan, match="The risk R hits 'X', which is no task of this plan"):
        simulate(plan, {}, [RiskEvent("R", 0.5, hits=("X",))])
    with pytest.raises(BadPlan, match="asks for 'M'"):
        simulate(plan, {}, milestones=["M"])


@pytest.mark.parametrize(
    ("risk", "words"),
    [
        (RiskEvent("R", 1.5), "chance of R"),
        (RiskEvent("R", math.nan), "chance of R"),
        (RiskEvent("R", 0.5, after=Effect(-0.1)), "chance of R"),
        (RiskEvent("R", 0.5, days((3, 2, 1))), "pessimistic value of the delay of R"),
        (RiskEvent("R", 0.5, cost=ThreePoint(1, 5, 2)), "most likely value of the cost of R"),
        (RiskEvent("R", 0.5, days((0, 0, 1e6))), "delay of R is beyond 300 years"),
    ],
)
def test_a_risk_without_sense_is_refused(risk: RiskEvent, words: str) -> None:
    with pytest.raises(BadEstimate, match=words):
        simulate(network([task("A")]), {}, [risk])


def test_lengths_no_calendar_reaches_are_refused() -> None:
    with pytest.raises(BadEstimate, match="range of A is beyond 300 years"):
        simulate(network([task("A")]), {"A": days((1, 2, 1e9))})
    with pytest.raises(BeyondReach, match="runs beyond the year"):
        simulate(network([task("A")]), {"A": days((1, 2, 80_000))})


def test_a_plan_without_tasks_is_refused() -> None:
    for plan in (network([]), network([replace(task("A"), inactive=True)])):
        with pytest.raises(BadPlan, match="no active task"):
            simulate(plan, {})
