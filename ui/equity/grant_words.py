"""What the columns of a grant are called, on the Equity page and on the Person page."""

from __future__ import annotations

from engine.base.text import t


def grant_headings() -> dict[str, str]:
    """Column of engine/answers/equity/grant_sheets.py → its heading."""
    return {"granted": t("Promised so far"), "due": t("Of it due"), "exercised": t("Turned into shares"), "lapsed": t("Lapsed"),
            "shares": t("Shares held"), "paid": t("Paid in"), "dividends": t("Dividends"), "interest": t("Interest"),
            "principal": t("Loan repaid"), "loan": t("Still owed"), "proceeds": t("Sold or given back for"),
            "cash": t("Cash of the year"), "worth": t("Worth of the shares (paper)")}
