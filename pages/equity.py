"""Equity: instruments, what the company and a share are worth, what options cost, how pay follows the price."""


from engine.base.text import t
from ui.equity import (
    grants,
    instruments,
    leaving,
    options,
    pay_performance,
    valuation,
)
from ui.kit import outcomes, state
from ui.kit.header import header
from ui.kit.notes import case_notes
from ui.kit.tabs import tabs

header(gross_below=True)
comparison = outcomes.comparison()
tabs("equity", {
    t("Instruments"): instruments.show, t("Valuation and price"): valuation.show,
    t("Grants"): lambda: grants.show(comparison), t("Leaving"): lambda: leaving.show(comparison),
    t("Option value and expense"): lambda: options.show(comparison),
    t("Pay–performance"): lambda: pay_performance.show(comparison)})
case_notes(state.case())
