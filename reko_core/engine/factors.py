"""The factor model: what a user's scores say about all other titles.

    s_ui = mu + b_i + v_i . p_u + noise;   p_u ~ N(0, I);   noise ~ N(0, NOISE)
    (b_i, v_i) ~ N(x_i B, diag(1 / precision)),   x_i the content of the title

Expectation maximisation (probabilistic PCA with missing values; Tipping and Bishop, 1999; Lim and
Teh, 2007). E: p_u given the scores, mean m_u and covariance C_u, by one d x d solve. M: (b_i, v_i)
by one solve, after the users are whitened to mean 0 and covariance 1. B is a ridge regression of
(b_i, v_i) on the content, in which titles count the more the more often they were scored;
precision is PRIOR_STRENGTH over the variance of what it leaves. So a title that few have scored
is taken for what titles like it are.

More iterations, more factors or a fitted noise learn the community by heart: NOISE is held.
A new user is folded in by the E step alone.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from reko_core.engine import factor_kernels
from reko_core.engine.community import UserRows
from reko_core.engine.kernels import SCORE_MASK

N_FACTORS = 32
N_ITERATIONS = 8
NOISE = 1.2
PRIOR_STRENGTH = 0.7
MAX_USERS = 40_000
MIN_SCORED = 20
_CONTENT_RIDGE = 5.0
_TRUST, _MAX_TRUST = 20.0, 200.0
_N_SPANS = 64
_SEED = 20221231
