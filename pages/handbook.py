"""The handbook: every rule by chapter, generated from its declarations."""

import streamlit as st

from engine import text
from engine.rule import CHAPTERS, registry
from ui.handbook import entry
from ui.header import header

header(with_reform=False)
chapters = {key: [rule for rule in registry().values() if rule.chapter() == key] for key in CHAPTERS}
for tab, rules in zip(st.tabs([text.say(label) for label in CHAPTERS.values()]), chapters.values(), strict=True):
    with tab:
        for rule in rules:
            entry(rule)
