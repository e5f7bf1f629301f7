"""What comes in from files and goes out to them: cases, lists of people, generated people, Open Cap Format."""
