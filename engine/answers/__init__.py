"""What is asked of outcomes: two compared, the big numbers, the sentence, and a room for each page's questions."""
