"""A pay slip as one self-contained HTML page: opened in a browser, it prints or saves as PDF as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from engine.answers.pay.payslip import Payslip, side_by_side
from engine.answers.take_home.settle import settle
from engine.answers.take_home.slip import tax_slip
from engine.base import text
from engine.base.text import exact, say, t
from engine.company.company import MONTHS, label_of

STYLE = """
body{font:14px/1.5 "Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c2733}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .3rem}p{margin:.2rem 0 .6rem;color:#4a5866}
table{border-collapse:collapse;width:100%;margin:.4rem 0}td,th{border-bottom:1px solid #d5dbe2;padding:.25rem .4rem;text-align:right}
td:first-child,th:first-child{text-align:left}.total td{font-weight:600;border-top:2px solid #1c2733}
.months td,.months th{font-size:.72rem;padding:.2rem .15rem}section{break-inside:avoid}
@media print{body{margin:0;max-width:none}@page{margin:14mm}}
"""


def payslip_page(before: Payslip | None, after: Payslip, sides: Sequence[str], name: str, case: str) -> str:
    """The slip of the year: elements on both sides, the months under the reform, each amount explained.

    `sides` names the two plans, `name` the person (or what stands for a name that is not to be seen).
    """
    people, company = after.year.people, after.outcome.scenario.company
    post, unit = (say(label_of(company, column[after.place])) for column in (people.post, people.unit))
    who = " · ".join(filter(None, (name, post, unit, str(people.id[after.place]))))
    pairs = side_by_side(before, after)
    lines = [(say(pair.title), exact(pair.old.total) if pair.old else "–", exact(pair.new.total) if pair.new else "–",
              exact(pair.change(), signed=True)) for pair in pairs]
    old_total = before.amount() if before else 0
    total = (t("Total"), exact(old_total), exact(after.amount()), exact(after.amount() - old_total, signed=True))
    months = [(say(item.title), *(exact(fen) for fen in item.months)) for item in after.items if item.months is not None]
    in_all = (t("Pay"), *(exact(after.amount(month)) for month in range(MONTHS)))
    slip = tax_slip(after.outcome, after.number, after.place)
    taxed = [(say(line.label), *(exact(fen) for fen in line.months), exact(line.amount())) for line in slip.lines]
    taxed.append((t("Settlement next spring"), *[""] * MONTHS, exact(slip.refund, signed=True)))
    title, note = escape(t("Pay slip")), escape(t("A simulation, not a promise of pay."))
    where = escape(" · ".join((case, t("Year {year}", year=after.number))))
    months_of = escape(" · ".join((t("Month by month"), sides[1])))
    return "".join((
        f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8">',
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>',
        f"<style>{STYLE}</style></head><body>",
        f"<h1>{title}</h1><p>{escape(who)}<br>{where}</p>",
        _table((t("Element"), sides[0], sides[1], t("Change")), lines, total),
        f"<h2>{months_of}</h2>",
        _table(("", *(text.month(month) for month in range(MONTHS))), months, in_all, "months"),
        f"<h2>{escape(t('Take-home, tax and contributions'))}</h2>",
        _table(("", *(text.month(month) for month in range(MONTHS)), t("Whole year")), taxed, (), "months"),
        f"<p>{escape(' '.join(settle(after.outcome, after.number).notes()['note']))}</p>",
        *(_section(after, place) for place in range(len(after.items))),
        f"<p>{note}</p></body></html>"))


def _section(slip: Payslip, place: int) -> str:
    item = slip.items[place]
    explained = slip.explain(item)
    rows = [(each.label, each.value) for each in explained.steps]
    heads = ("", t("In the year"))
    return (f"<section><h2>{escape(say(item.title))}: {escape(exact(item.total))}</h2>"
            f"<p>{escape(explained.formula)}</p>{_table(heads, rows)}</section>")


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]], total: Sequence[str] = (), kind: str = "") -> str:
    def row(cells: Iterable[str], tag: str = "td", mark: str = "") -> str:
        return f"<tr{mark}>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
    last = row(total, mark=' class="total"') if total else ""
    return f'<table class="{kind}">{row(heads, "th")}{"".join(row(cells) for cells in rows)}{last}</table>'
