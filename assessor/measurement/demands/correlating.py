"""How much of one series a combination of others leaves unexplained, at many lags at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessor.measurement.demands.nonnegative import nonnegative_from_gram
from assessor.measurement.model import Floats


@dataclass(frozen=True)
class _Moments:
    """Sums over the windows in which all is known, one row a lag."""

    count: Floats
    xx: Floats
    """Shape (lags, p, p), about the means; so are the others."""
    xy: Floats
    yy: Floats


def unexplained(measured: Floats, rates: Floats) -> tuple[int, float]:
    """Which candidate leaves the least share of the variance, and what it leaves.

    Parameters
    ----------
    measured
        Shape (n,), nan where unknown.
    rates
        Candidates of the rates, shape (candidates, n, p).

    Returns
    -------
    Index and share in [0, 1]; inf where too little is known.
    """
    known = np.isfinite(measured) & np.isfinite(rates).all(axis=2)
    y = np.where(known, np.nan_to_num(measured), 0.0)
    x = np.where(known[:, :, None], rates, 0.0)
    count = known.sum(axis=1).astype(np.float64)
    most = float(np.isfinite(measured).sum())
    return _least(
        _centred(
            count, x.sum(axis=1), y.sum(axis=1), np.einsum("cnp,cnq->cpq", x, x),
            np.einsum("cnp,cn->cp", x, y), np.sum(y**2, axis=1),
        ),
        most,
    )  # fmt: skip


def unexplained_by_shift(measured: Floats, rates: Floats, reach: int) -> int:
    """Shift s at which the rates, read from row s on, leave least.

    Parameters
    ----------
    measured
        Shape (n,), nan where unknown.
    rates
        Shape (n + 2·reach, p), on windows that begin `reach` windows earlier.
    reach
        Most windows that either clock may be ahead.

    Returns
    -------
    0 … 2·reach. All sums over windows are correlations, found for all shifts together by Fourier
    transforms.
    """
    y_known = np.asarray(np.isfinite(measured), np.float64)
    x_known = np.asarray(np.isfinite(rates).all(axis=1), np.float64)
    # Centred first: what is subtracted later is then small, and nothing cancels.
    y = np.nan_to_num(measured - np.nanmean(measured))
    total = np.sum(np.where(x_known[:, None] > 0, rates, 0.0), axis=0)
    means = total / max(float(x_known.sum()), 1.0)
    x = np.where(x_known[:, None] > 0, rates - means, 0.0)
    size = 1 << int(np.ceil(np.log2(len(rates) + len(measured))))
    p = x.shape[1]

    def correlate(short: Floats, long: Floats) -> Floats:
        product = np.conj(np.fft.rfft(short, size)) * np.fft.rfft(long, size)
        return np.asarray(np.fft.irfft(product, size)[: 2 * reach + 1], np.float64)

    count = np.asarray(np.round(correlate(y_known, x_known)), np.float64)
    sum_x = np.stack([correlate(y_known, x[:, j]) for j in range(p)], axis=1)
    sum_xy = np.stack([correlate(y, x[:, j]) for j in range(p)], axis=1)
    sum_xx = np.empty((len(count), p, p))
    for j in range(p):
        for k in range(j, p):
            sum_xx[:, j, k] = sum_xx[:, k, j] = correlate(y_known, x[:, j] * x[:, k])
    moments = _centred(
        count, sum_x, correlate(y, x_known), sum_xx, sum_xy, correlate(y**2, x_known)
    )
    return _least(moments, float(y_known.sum()))[0]


def _centred(
    count: Floats, sum_x: Floats, sum_y: Floats, sum_xx: Floats, sum_xy: Floats, sum_yy: Floats
) -> _Moments:
    number = np.maximum(count, 1.0)
    xx = sum_xx - sum_x[:, :, None] * sum_x[:, None, :] / number[:, None, None]
    xy = sum_xy - sum_x * (sum_y / number)[:, None]
    # What is left of a constant is rounding, which correlates with anything.
    spread, raw = np.einsum("bpp->bp", xx), np.einsum("bpp->bp", sum_xx)
    varies = spread > 1e-9 * raw
    xx = np.where(varies[:, :, None] & varies[:, None, :], xx, 0.0)
    return _Moments(count, xx, np.where(varies, xy, 0.0), sum_yy - sum_y**2 / number)


def _least(moments: _Moments, most: float) -> tuple[int, float]:
    """Candidate of least unexplained share under demands ≥ 0, which bound it from below.

    Demands below 0 would let a day profile fit its mirror image, half a day off. Without the
    bound the share is lower, so candidates are tried in that order until none can win.
    """
    enough = moments.count >= max(10 * (moments.xy.shape[1] + 1), most / 2)
    enough &= moments.yy > 1e-12 * np.max(moments.yy, initial=0.0)
    free = np.where(enough, _free_share(moments), np.inf)
    best, least = int(np.argmin(free)), np.inf
    for candidate in np.argsort(free, kind="stable"):
        if free[candidate] >= least:
            break
        gram, moment = moments.xx[candidate], moments.xy[candidate]
        demands = nonnegative_from_gram(gram, moment)
        left = float(moments.yy[candidate] - demands @ (2 * moment - gram @ demands))
        share = left / float(moments.yy[candidate])
        if share < least:
            best, least = int(candidate), share
    return best, least


def _free_share(moments: _Moments) -> Floats:
    size = np.sqrt(np.maximum(np.einsum("bpp->bp", moments.xx), 1e-300))
    scaled = moments.xx / (size[:, :, None] * size[:, None, :])
    inverse = np.linalg.pinv(scaled, rcond=1e-9, hermitian=True)
    xy = moments.xy / size
    explained = np.einsum("bp,bpq,bq->b", xy, inverse, xy)
    varies = moments.yy > 1e-12 * np.max(moments.yy, initial=0.0)
    share = np.divide(explained, moments.yy, out=np.zeros(len(explained)), where=varies)
    return np.asarray(1 - share, np.float64)
