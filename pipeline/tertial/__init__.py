"""Swedish municipal follow-up reports as a tidy dataset, each row with its words and its place.

Only what is light is had from here; the steps of the pipeline are modules of their own.
"""

__version__ = "0.1.0"
