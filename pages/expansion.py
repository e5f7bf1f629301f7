"""Expansion: companies that open companies, side by side, as a tree, head by head; what limits it, who pays, chance."""

from functools import partial

from engine.answers.expansion.growth import career_rule, opening_rule
from engine.base.text import t
from engine.run.simulate import simulate
from ui.expansion import career, chance, limits, payment, succession, summary, tree, ways
from ui.kit import state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs

header(with_year=False)
scenario = state.scenario()
opening, path = opening_rule(scenario.plan), career_rule(scenario.plan)
changed_by_hand(scenario)
if opening is None:
    summary.nothing_opens()
if opening is None and path is not None:
    career.show(simulate(scenario), None, path)
elif opening is not None:
    outcome = simulate(scenario)
    summary.show(outcome, opening)
    here = outcome, opening
    tabs("expansion", {
        t("Ways side by side"): partial(ways.show, *here), t("Tree and heads"): partial(tree.show, *here),
        t("What limits it"): partial(limits.show, *here), t("Who pays"): partial(payment.show, *here),
        t("Succession"): partial(succession.show, *here), t("Chance"): partial(chance.show, *here),
        t("Career path"): partial(career.show, *here, path)})
case_notes(state.case())
