"""Dates in English as people read them everywhere: 17 March 2026, not 03/17/2026.

The one place that says so: short forms are the same, and static/rungs/draft.js writes the same shape.
"""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i T"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = DATE_FORMAT
SHORT_DATETIME_FORMAT = DATETIME_FORMAT
MONTH_DAY_FORMAT = "j F"
FIRST_DAY_OF_WEEK = 1
