"""The synthetic community of the evaluation tests, and the number of held-out users."""

from datetime import date

N_USERS, N_HELD_OUT, MIN_SCORED, SEED = 200, 40, 20, 3
TODAY = date(2026, 1, 1)
