import math

import numpy as np

t = {}
gap = 0.0


def given(name, values):
    """A table that was put in."""
    t[name] = np.array(values, dtype=float)


def made(name, again, values):
    """A table made again from others, held against what the program computed."""
    global gap
    again, values = np.asarray(again, dtype=float), np.array(values, dtype=float)
    assert again.shape == values.shape, f"{name}: {again.shape} is not {values.shape}"
    same = (again == values) | (np.isnan(again) & np.isnan(values))
    with np.errstate(invalid="ignore"):
        off = np.where(same, 0.0, np.abs(again - values) / np.maximum(1.0, np.abs(values)))
    assert (off <= 1e-9).all(), f"{name} is off by {np.nanmax(off)}"
    gap = max(gap, float(off.max(initial=0.0)))
    t[name] = again


def softmax(a, axis):
    """The largest is subtracted first; a line with nothing kept gives zeros."""
    largest = a.max(axis=axis, keepdims=True)
    powers = np.exp(a - np.where(np.isfinite(largest), largest, 0.0))
    total = powers.sum(axis=axis, keepdims=True)
    return np.divide(powers, total, out=np.zeros_like(powers), where=total > 0)


def layer_norm(a, eps):
    return (a - a.mean(axis=1, keepdims=True)) / np.sqrt(a.var(axis=1, keepdims=True) + eps)


def rms_norm(a, eps):
    return a / np.sqrt((a * a).mean(axis=1, keepdims=True) + eps)


def rotate(a, base, positions):
    """Pairs (2i, 2i+1) of each row turned by position * base**(-2i/d)."""
    d = a.shape[1]
    angles = np.outer(positions, [base ** (-2 * i / d) for i in range(d // 2)])
    out = np.empty_like(a)
    out[:, 0::2] = a[:, 0::2] * np.cos(angles) - a[:, 1::2] * np.sin(angles)
    out[:, 1::2] = a[:, 0::2] * np.sin(angles) + a[:, 1::2] * np.cos(angles)
    return out


def entropy(a, axis):
    """In nats; 0 ln 0 counts as 0."""
    logs = np.log(a, out=np.zeros_like(a), where=a > 0)
    return -(a * logs).sum(axis=axis, keepdims=True)


def gelu(a):
    return a * 0.5 * (1 + np.vectorize(math.erf)(a / math.sqrt(2)))


def gelu_tanh(a):
    return 0.5 * a * (1 + np.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a**3)))


np.seterr(all="ignore")
