"""What target rules and pages share: attainment, forms of the year's target, goals of a reform."""
