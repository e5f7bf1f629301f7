"""Rules of income tax, social insurance and company tax; one file a rule. The arithmetic is in engine/law/."""
