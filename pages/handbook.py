"""The handbook: every rule by chapter, generated from its declarations; the one opened can be tried."""

from ui.handbook import handbook
from ui.kit import state
from ui.kit.header import header

header(with_reform=False, link=("rule",))
handbook.choose()
handbook.entry(state.rule_looked_at())
