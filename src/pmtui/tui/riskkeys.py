"""What the risk pane's keys do: each calls one action on the plan.

Actions and parsers are imported where a key needs them, so that the first screen does not wait for them.
"""

from typing import TYPE_CHECKING

from pmtui.actions.step import Outcome
from pmtui.errors import PmtuiError, Refused
from pmtui.model.riskwords import OPPORTUNITY_RESPONSES, THREAT_RESPONSES
from pmtui.model.text import Unreadable, cut
from pmtui.tui.bottom import Ask, Line
from pmtui.tui.itemkeys import ItemKeys

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow


class RiskKeys(ItemKeys):
    """The app with the risk pane's own keys."""

    risk_kind = "risk"
    """What the register shows: risks or issues."""
    risk_side: str | None = None
    """Threats or opportunities alone, None for both."""

    # --- showing -------------------------------------------------------------------------------------------------

    def read_risks(self, ids: list[str] | None, follow: str | None) -> None:
        """Show the register; after a change of some items what they concern is read anew, as little else can differ."""
        from pmtui.actions.register import register

        assert self.risks is not None
        if not self.project_ids:
            return
        if ids == [] and self.risks.register is not None:
            return
        known = self.risks.register
        if ids is None or known is None or (known.projects, known.kind) != (self.project_ids, self.risk_kind):
            made = register(self.plan, self.project_ids, self.risk_kind)
        else:
            made = known.renewed(self.plan)
        wanted = self.only
        if self.risk_side is not None and self.risk_kind == "risk":
            side = {row.id for row in made.rows if row.kind == self.risk_side}
            wanted = side if wanted is None else wanted & side
        made.narrow(wanted)
        self._tell_lasts(made)
        self.risks.show(made)
        if follow:
            self.risks.select(follow)

    def _tell_lasts(self, made: "Register") -> None:
        """The last change of the first screenful; further rows are told when the cursor comes to them."""
        for row in made.rows[:1]:
            row.last = made.tell_last(self.plan, row)

    def explain_risk(self) -> None:
        """Explain the cursor's risk at the bottom."""
        from pmtui.tui.riskdetail import first_line, more_lines

        assert self.risks is not None
        made, row, facts = self.risks.register, self.risks.row, self.board.facts
        if made is None or row is None or facts is None:
            self.detail.show([])
            return
        if not row.last:
            row.last = made.tell_last(self.plan, row)
        lines = [first_line(made, row, self.look)]
        if self.detail.has_class("tall"):
            lines += more_lines(made, row, self.look)
        self.detail.show(lines)

    def action_opportunities(self) -> None:
        """Both sides, threats alone, opportunities alone; issues, which have no sides, give way to risks."""
        self.risk_kind = "risk"
        turn = {None: "threat", "threat": "opportunity", "opportunity": None}
        self.risk_side = turn[self.risk_side]
        self.reload()
        words = {None: "threats and opportunities", "threat": "threats", "opportunity": "opportunities"}
        self.say(words[self.risk_side])

    def action_issues(self) -> None:
        """Issues in place of risks, or back."""
        self.risk_kind = "issue" if self.risk_kind == "risk" else "risk"
        self.reload()
        self.explain()

    def action_expect(self, typed: str) -> None:
        """Say what a key waits for; nothing typed is the end of it."""
        here = self.risks.row if self.risks else None
        self.keyline.quiet()
        self.explain()
        if not typed or here is None:
            return
        if typed[0] == "s":
            said = f"probability {typed[1:]}, impact 1 to 5" if typed[1:] else "probability 1 to 5"
            self.say(f"{here.ref}: {said} ...")
            lines = self._levels(here)
            self.detail.show(lines if self.detail.has_class("tall") else lines[len(typed) - 1 :])
        else:
            ours = OPPORTUNITY_RESPONSES if here.kind == "opportunity" else THREAT_RESPONSES
            self.say(", ".join(f"{letter} {word}" for letter, word in ours.items()))

    def _levels(self, row: "RiskRow") -> list[Line]:
        """What the levels of probability and impact mean, at the moment somebody scores by them."""
        from pmtui.tui.riskdetail import decisive

        assert self.risks is not None
        assert self.risks.register is not None
        scales = self.risks.register.scales
        room = (self.size.width - 9) // 5 - 4
        return [
            [
                (f"{letter}  ", "strong"),
                *((f"{place} {cut(level.words, room, self.look.glyph['cut'])}  ", "text")
                  for place, level in enumerate(levels, 1)),
            ]
            for letter, levels in (("P", scales.probability), ("I", scales.impact[decisive(row)]))
        ]  # fmt: skip

    # --- scoring and reviewing -----------------------------------------------------------------------------------

    def action_score_risk(self, probability: int, impact: int) -> None:
        """Score the chosen risks; a large change asks why."""
        from pmtui.actions import risks

        self.action_expect("")
        chosen = self.pane.chosen
        if not chosen:
            return
        try:
            outcome = risks.score(self.plan, chosen, probability, impact)
        except Refused as refused:
            words = str(refused)
            if "say why" not in words:
                self.complain(words)
                return

            def submit(text: str) -> None:
                if not text.strip():
                    self.complain(words)
                elif not self.do(lambda: risks.score(self.plan, chosen, probability, impact, text), chosen[0]):
                    self.prompt.drafts[f"why {chosen[0]}"] = text

            self.ask(Ask(f"why {chosen[0]}", "Why", submit, hint=[(words, "dim")]))
            return
        except (PmtuiError, Unreadable) as error:
            self.complain(str(error))
            return
        self.pane.unmark()
        self.changed(outcome, chosen[0])

    def action_reviewed(self) -> None:
        """The chosen risks stand as they are."""
        from pmtui.actions import risks

        if chosen := self.pane.chosen:
            self.do(lambda: risks.review(self.plan, chosen), follow=chosen[0])

    def action_next_review(self) -> None:
        """When the chosen risks are looked at again."""
        from pmtui.actions import risks

        chosen = self.pane.chosen
        if not chosen:
            return

        def submit(text: str) -> None:
            if text.strip() and not self.do(lambda: risks.next_review(self.plan, chosen, text), follow=chosen[0]):
                self.prompt.drafts[f"next review {chosen[0]}"] = text

        self.ask(Ask(f"next review {chosen[0]}", "Next review", submit, hint=[("fri, +14d, 4 dec, or none", "dim")]))

    def action_risk_review(self) -> None:
        """The walk through the register."""
        from pmtui.meetings.risk_review import RiskReview
        from pmtui.tui.dialogs.riskreview import RiskReviewScreen

        if self.project_ids:
            review = RiskReview(self.plan, self.project_ids)
            if not review.agenda:
                self.complain("there is no open risk to review; n adds one")
                return
            self.push_screen(RiskReviewScreen(self.look, self, review), lambda _: self.reload())

    # --- responding ----------------------------------------------------------------------------------------------

    def action_respond_risk(self, letter: str) -> None:
        """Choose a response by its letter; to accept asks for the fallback where there is none."""
        from pmtui.actions import risks

        self.action_expect("")
        row = self.risks.row if self.risks else None
        if row is None:
            return
        if letter == "c" and row.type == "risk" and not row.fallback:

            def submit(text: str) -> None:
                if not text.strip():
                    self.complain("to accept it, say what is done if it comes, or none")
                elif not self.do(lambda: risks.respond(self.plan, row.id, letter, text), follow=row.id):
                    self.prompt.drafts[f"fallback {row.id}"] = text

            self.ask(Ask(f"fallback {row.id}", f"{row.ref} if it comes", submit, hint=[("a fallback, or none", "dim")]))
            return
        self.do(lambda: risks.respond(self.plan, row.id, letter), follow=row.id)

    def action_response_card(self) -> None:
        """A card that mitigates the risk."""
        from pmtui.actions import risks
        from pmtui.model.quickadd import parse_line

        row = self.risks.row if self.risks else None
        if row is None:
            return

        def submit(text: str) -> None:
            if text.strip() and not self.do(
                lambda: risks.act_on(self.plan, row.id, parse_line(text, self.today())), follow=row.id
            ):
                self.prompt.drafts[f"response {row.id}"] = text

        hint: Line = [("title ~3d @who ^fri: it stands on the board and in the plan", "dim")]
        self.ask(Ask(f"response {row.id}", f"Done about {row.ref}", submit, hint=hint))

    def action_risk_happened(self) -> None:
        """It happened: the risk closes, an issue opens."""
        from pmtui.actions import risks

        row = self.risks.row if self.risks else None
        if row is not None:
            self.do(lambda: risks.happened(self.plan, row.id))

    # --- new ones ------------------------------------------------------------------------------------------------

    def action_new_risk(self, prompted: str = "") -> None:
        """A new risk, in one sentence if wanted: because ... it may be that ... so that ..."""
        from pmtui.actions import risks
        from pmtui.model.quickadd import parse_line
        from pmtui.model.riskline import parse_risk

        def submit(text: str) -> None:
            if not text.strip():
                return

            def add() -> Outcome:
                said = parse_risk(text)
                cells: dict[str, object] = dict(said.cells)
                if self.risk_side == "opportunity":
                    cells["risk_kind"] = "opportunity"
                line = parse_line(said.line, self.today())
                project = self.project_ids[0] if self.project_ids else None
                return risks.add(self.plan, line._replace(type=self.risk_kind), cells, project)

            try:
                outcome = add()
            except (PmtuiError, Unreadable) as error:
                self.prompt.drafts["new risk"] = text
                self.complain(str(error))
                return
            self.changed(outcome, outcome.items[0])

        hint: Line = [(prompted or "title @who 4x4; or: because ... it may be that ... so that ...", "dim")]
        self.ask(Ask("new risk", f"New {self.risk_kind}", submit, hint=hint))

    def action_risk_prompts(self) -> None:
        """Questions that help to find risks; the chosen one stands by while the risk is typed."""
        from pmtui.model.riskwords import PROMPTS
        from pmtui.tui.dialogs.chooser import Choice, Chooser

        choices = [
            Choice(f"{name} {question}", [(name.ljust(11), "dim"), (question, "text")], question)
            for name, questions in PROMPTS.items()
            for question in questions
        ]

        def chosen(answer: list[str] | None) -> None:
            if answer:
                self.action_new_risk(answer[0])

        self.push_screen(Chooser(self.look, "What could happen?", choices), chosen)
