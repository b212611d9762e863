"""Swedish as reports write it: folded words, sentences, dates and numbers."""
