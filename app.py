"""Sandtable 激励沙盘: frame and router. Run with `streamlit run app.py`."""

import gc

import streamlit as st

from ui import frame, state

# The libraries and rules just imported never go away; leaving them out of garbage collection halves the
# time between moving a lever and seeing the pictures.
gc.freeze()

st.set_page_config(page_title="Sandtable 激励沙盘", page_icon=":material/tune:", layout="wide")
st.html("<style>.stMainBlockContainer{padding-top:3.6rem;padding-bottom:2rem}</style>")
state.begin()
frame.navigation().run()
