"""Sandtable 激励沙盘: frame and router. Run with `streamlit run app.py`."""

import gc
from pathlib import Path

import streamlit as st

from ui.kit import frame, link

UI = Path(__file__).parent / "ui"


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once a server, after its first page: leave the libraries out of garbage collection from now on.

    They never go away, and searching them halves the speed between moving a lever and seeing the pictures.
    """
    gc.collect()
    gc.freeze()


st.set_page_config(page_title="Sandtable 激励沙盘", page_icon=UI / "icon.svg", layout="wide")
st.html(UI / "style.css")
link.begin()
frame.navigation().run()
settle()
