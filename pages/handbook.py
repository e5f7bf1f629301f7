"""The handbook: every rule by chapter, generated from its declarations; the one opened can be tried."""

from ui.handbook import contents, entry
from ui.kit import tried
from ui.kit.header import header

header(with_reform=False, link=("rule",))
contents.choose()
entry.show(tried.rule_looked_at())
