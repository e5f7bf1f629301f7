"""What the tabs of the Pay page share."""

from __future__ import annotations

YUAN = "¥%,.0f"


