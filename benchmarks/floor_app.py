"""The least that a lever can do in Streamlit: one slider, one text. The cockpit is measured beside it."""

import streamlit as st

st.markdown(f"Profit grows by **{st.slider('Lever', -50, 300, 50, 5)}%**")
