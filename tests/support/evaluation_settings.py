"""The synthetic community that evaluations are tested on, and how many users are held out."""

from datetime import date

N_USERS, N_HELD_OUT, MIN_SCORED, SEED = 200, 40, 20, 3
TODAY = date(2026, 1, 1)
