#!/usr/bin/env python3
"""Recomputes what `fingerpost demo NAME --format json` prints, table by table, from the rules alone.

The program is only asked for its JSON; every rule is written here a third time, with numpy. All
demos are run at their defaults, and attention over a grid of texts, heads, masks and own matrices.
Usage: numpy_check.py [PROGRAM]; without it, `cargo run`'s debug binary in target/debug.
Exit status 0: everything agrees to 1e-9.
"""
import itertools
import json
import math
import os
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "target", "debug", "fingerpost")
SPECIAL = {"-inf": -math.inf, "inf": math.inf, "nan": math.nan}
TOLERANCE = 1e-9


def run(name, settings=()):
    args = [PROGRAM, "demo", name, "--format", "json"]
    for key, value in settings:
        args += ["--set", f"{key}={value}"]
    done = subprocess.run(args, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(args)}: {done.stderr}")
    return json.loads(done.stdout)


def values_of(table):
    rows = [[SPECIAL.get(value, value) for value in row] for row in table["values"]]
    return np.array(rows, dtype=float)


def softmax(table, axis, naive=False):
    axis = {"row": 1, "column": 0}[axis]
    with np.errstate(all="ignore"):
        shift = 0.0 if naive else np.max(table, axis=axis, keepdims=True)
        shift = np.where(np.isfinite(shift), shift, 0.0)
        powers = np.exp(table - shift)
        sums = powers.sum(axis=axis, keepdims=True)
        return np.where(sums > 0, powers / np.where(sums > 0, sums, 1), 0.0)


MAPS = {
    "exp": np.exp, "ln": np.log, "sqrt": np.sqrt, "square": np.square, "abs": np.abs,
    "neg": np.negative, "reciprocal": np.reciprocal, "sin": np.sin, "cos": np.cos, "sign": np.sign,
    "step": lambda v: (v > 0).astype(float), "relu": lambda v: np.maximum(v, 0),
    "elu1": lambda v: np.where(v > 0, v + 1, np.exp(np.minimum(v, 0))),
    "tanh": np.tanh, "sigmoid": lambda v: 1 / (1 + np.exp(-v)),
    "gelu": lambda v: 0.5 * v * (1 + np.vectorize(math.erf)(v / math.sqrt(2))),
    "gelu_tanh": lambda v: 0.5 * v * (1 + np.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v**3))),
}


def normalize(table, kind, eps):
    if kind == "rms":
        return table / np.sqrt((table * table).mean(axis=1, keepdims=True) + eps)
    centred = table - table.mean(axis=1, keepdims=True)
    return centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + eps)


def rotate(table, base, positions):
    """As complex numbers: the pair (2i, 2i+1) of a row at position p is turned by p * base^(-2i/d)."""
    pairs = table[:, 0::2] + 1j * table[:, 1::2]
    speeds = base ** (-2.0 * np.arange(pairs.shape[1]) / table.shape[1])
    turned = pairs * np.exp(1j * np.outer(positions, speeds))
    return np.stack([turned.real, turned.imag], axis=2).reshape(table.shape)


def reduce(table, fn, axis):
    axis = {"row": 1, "column": 0}[axis]
    with np.errstate(all="ignore"):
        plain = {"sum": np.sum, "mean": np.mean, "max": np.max, "min": np.min, "argmax": np.argmax,
                 "variance": np.var, "norm": lambda v, axis: np.sqrt((v * v).sum(axis=axis))}
        if fn == "entropy":
            terms = np.where(table > 0, -table * np.log(np.where(table > 0, table, 1)), 0)
            out = terms.sum(axis=axis)
        else:
            out = plain[fn](table, axis=axis)
    return out[:, None] if axis == 1 else out[None, :]


def recompute(rule, tables):
    of = rule.get("of", [])
    of = [of] if isinstance(of, str) else of
    a = tables[of[0]] if of else None
    b = tables[of[1]] if len(of) > 1 else None
    op = rule["op"]
    simple = {
        "matmul": lambda: a @ b, "matmul_t": lambda: a @ b.T, "transpose": lambda: a.T,
        "add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b, "div": lambda: a / b,
        "lookup": lambda: a[rule["index"]],
        "scale": lambda: rule["factor"] * a,
        "mask": lambda: np.where(np.array(rule["keep"]), a, -math.inf),
        "softmax": lambda: softmax(a, rule["axis"]),
        "softmax_naive": lambda: softmax(a, rule["axis"], naive=True),
        "map": lambda: MAPS[rule["fn"]](a),
        "cumsum": lambda: np.cumsum(a, axis={"row": 1, "column": 0}[rule["axis"]]),
        "sort": lambda: -np.sort(-a, axis={"row": 1, "column": 0}[rule["axis"]]),
        "concat": lambda: np.concatenate([tables[i] for i in of], axis={"row": 1, "column": 0}[rule["axis"]]),
        "rows": lambda: a[rule["from"]:rule["to"]],
        "columns": lambda: a[:, rule["from"]:rule["to"]],
        "normalize": lambda: normalize(a, rule["kind"], rule["eps"]),
        "rotate": lambda: rotate(a, rule["base"], rule["positions"]),
        "reduce": lambda: reduce(a, rule["fn"], rule["axis"]),
    }
    return simple[op]()


def check(name, settings=()):
    report = run(name, settings)
    tables, largest, computed = {}, 0.0, 0
    for step in report["steps"]:
        for table in step["tables"]:
            values = values_of(table)
            assert values.shape == (len(table["rows"]), len(table["cols"])), table["id"]
            if table["rule"]["op"] != "given":
                wanted = recompute(table["rule"], tables)
                same = (values == wanted) | (np.isnan(values) & np.isnan(wanted))
                with np.errstate(invalid="ignore"):
                    gap = np.where(same, 0.0, np.abs(values - wanted) / np.maximum(1, np.abs(wanted)))
                assert values.shape == wanted.shape and gap.max(initial=0.0) <= TOLERANCE, (
                    f"{name} {settings}: {table['id']} is off by {gap.max()}")
                largest, computed = max(largest, gap.max(initial=0.0)), computed + 1
            tables[table["id"]] = values
        for claim in step["checks"]:
            assert claim["holds"] == (claim["expected"] == "holds"), f"{name} {settings}: {claim}"
    return largest, computed


def settings_of_attention():
    texts = ["dog", "the dog barked because it saw", "the the the", "zorblax saw the quuxly dog",
             "naïve e\u0301cole 注意 力 🦀", "The DOG, it saw; the cat!"]
    masks = [("none", "2"), ("causal", "2"), ("window", "1"), ("window", "3")]
    for text, heads, (mask, window), scaling in itertools.product(texts, "1234", masks, ["on", "off"]):
        yield [("text", text), ("heads", heads), ("mask", mask), ("window", window), ("scaling", scaling)]
    yield [("x", "1 0; 0 1; 1 1"), ("w_q", "identity"), ("w_k", "identity"), ("w_v", "identity")]
    yield [("x", "1 2 3; -1 0.5 2"), ("w_q", "1 0; 0 1; 1 1"), ("w_k", "0.1 0.2; 0.3 0.4; 0.5 0.6"),
           ("w_v", "1; 2; 3"), ("mask", "causal")]


def settings_of_parts():
    for eps, x in itertools.product(["0.00001", "1"], ["1 2 3 4", "5 5; -1 1e6", "0.1 0.2 0.7; 3 -3 0"]):
        yield "layer-norm", [("x", x), ("eps", eps)]
    yield "activations", [("x", "-30 -3 -0.01 0 0.01 3 30")]
    yield "additive-score", [("s", "1 -2"), ("w", "1 0 2; 0 1 1"), ("u", "1 1 0; 0 1 3"), ("v", "1 -1 0.5")]
    for weights in ["1 0.6 0.4", "1.5 -0.5 0", "1 -1 0"]:
        yield "weighted-average", [("weights", weights)]
    yield "next-token", [("logits", "5 1 0"), ("counts", "1 49 50207"), ("top_k", "50"), ("top_p", "1")]
    yield "next-token", [("logits", "0 3 -2 3"), ("temperature", "0.5"), ("top_p", "0.6")]
    for norm, activation, seed in itertools.product(["pre", "post"], ["relu", "gelu"], "12"):
        yield "transformer-block", [("norm", norm), ("activation", activation), ("weights", "seeded"),
                                    ("seed", seed), ("text", "a zebra saw it"), ("top_k", "3")]
    for ablate, start in itertools.product(["none", "previous-token", "induction"], ["on", "off"]):
        yield "induction", [("text", "a b c a b a"), ("ablate", ablate), ("start", start)]
    for text, merges in [("banana", "6"), ("aaaa aa", "3"), ("the cat sat on the mat", "16")]:
        yield "tokenizer", [("text", text), ("merges", merges)]
    yield "attention", [("text", "it saw"), ("context", "the dog was a zebra"), ("heads", "4"), ("kv_heads", "2")]


def main():
    names = [demo["name"] for demo in json.loads(subprocess.run(
        [PROGRAM, "demo", "--format", "json"], capture_output=True, text=True, check=True).stdout)["demos"]]
    runs = [(name, ()) for name in names] + [("attention", tuple(s)) for s in settings_of_attention()]
    runs += [(name, tuple(settings)) for name, settings in settings_of_parts()]
    largest, computed = 0.0, 0
    for name, settings in runs:
        gap, count = check(name, settings)
        largest, computed = max(largest, gap), computed + count
    identity = run("attention", [("x", "1 0; 0 1; 1 1"), ("w_q", "identity"), ("w_k", "identity"), ("w_v", "identity")])
    weights = next(t for s in identity["steps"] for t in s["tables"] if t["id"] == "weights")
    wanted = np.array([[.401112, .197776, .401112], [.197776, .401112, .401112], [.248255, .248255, .503490]])
    assert np.abs(values_of(weights) - wanted).max() < 1e-6
    for name in names:
        script = subprocess.run([PROGRAM, "demo", name, "--format", "numpy"], capture_output=True, text=True, check=True)
        done = subprocess.run([sys.executable, "-"], input=script.stdout, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"the script of {name}: {done.stderr}"
    print(f"the scripts of {len(names)} demos run and hold")
    print(f"{computed} tables of {len(runs)} runs agree with numpy; the largest gap is {largest:.1e}")


if __name__ == "__main__":
    main()
