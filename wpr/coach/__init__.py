"""Advice on plain language for a text, in Swedish and English: plain values in, findings out.

`wpr.coach.advise` is the way in. The words it looks for are data, in `words/`.
"""
