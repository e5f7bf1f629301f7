"""What the law limits about holders: numbers of them, and parts of the shares. Sources stand where they are used."""

from fractions import Fraction

LLC_HOLDERS, PARTNERS, JSC_HOLDERS, PUBLIC_OFFER = 50, 50, 200, 200
"""At most so many: shareholders of an LLC, partners of a partnership, holders of a joint-stock company, people offered."""

PLANS = {"main": Fraction(1, 10), "growth": Fraction(1, 5)}
"""Staff plans of a listed company, by market."""

ONE_PERSON, BUY_BACK = Fraction(1, 100), Fraction(1, 10)

AT_LISTING = Fraction(1, 10)
"""The founder's own stake; the handbook's, not the law's."""

HOLDING_AT_LISTING = (Fraction(1, 4), Fraction(51, 100))
