"""What selling more brings, and what a wished-for pay needs."""

from __future__ import annotations

import streamlit as st

from engine.answers.pay.next_step import Person, Wish, in_sentences, needed, next_steps, sentence, wished
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from ui.kit import outcomes, state


def selling_more(month: int | None) -> None:
    """The next band and level on both sides, and the sales that a wished-for pay needs."""
    place = month or 0
    if month is None:
        st.caption(t("Bands are those of {month}; choose a month above for another.", month=text.month(place)))
    key = f"wish|{state.case_key()}|{state.person()}"
    wish = st.number_input(f"{text.say(Wish.parameters()['pay'].label)} (¥)", value=None, step=500.0, key=key, width=260,
                           placeholder="8000", persist_state="session")
    fen = None
    if wish is not None:
        try:
            fen = wished(wish)
        except InputError as error:
            for problem in error.problems:
                st.error(str(problem), icon=":material/error:")
    for column, name, scenario in zip(st.columns(2, gap="medium"), outcomes.sides(), outcomes.two_scenarios(), strict=True):
        with column:
            st.markdown(f"**{name}**")
            person = Person.of(scenario, state.person(), outcomes.shown_year())
            steps = next_steps(person, place) if person else []
            for step in steps:
                st.markdown(f"- **{text.say(step.title)}** · {sentence(step)}")
            if not steps:
                st.caption(t("No higher band or level to reach."))
            if person and fen is not None:
                for line in in_sentences(needed(person, fen)):
                    st.success(line, icon=":material/flag:")
    st.caption(t("Each answer pays this person anew with the higher sales, nothing else changed; incentive dividends "
                 "are not in it."))
