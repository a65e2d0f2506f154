#!/usr/bin/env python3
"""Writes golden.json: what the demos must compute, by numpy alone.

It shares nothing with the crate: the lexicon rows of the words used, the hand-set weights, the
random stand-ins (FNV-1a, SplitMix64, Xoshiro256++) are written down here a second time.
Run it from anywhere: python3 demos/tests/golden.py
"""

import json
import math
import pathlib

import numpy as np

MASK = (1 << 64) - 1

LEXICON = {
    "the": (0, 0, 0, 1), "because": (0, 0, 0, 1), "a": (0, 0, 0, 1), "to": (0, 0, 0, 1),
    "dog": (1, 0, 0, 0), "river": (1, 0, 0, 0), "cat": (.9, .2, 0, 0), "queen": (.9, .2, 0, 0),
    "barked": (0, 1, 0, 0), "ate": (0, 1, 0, 0), "chased": (0, 1, 0, 0), "saw": (0, 1, .2, 0), "wanted": (0, 1, .2, 0),
    "it": (.2, 0, 1, 0), "she": (.3, 0, .9, 0), "was": (0, .3, 0, .8), "run": (.6, .6, 0, 0),
}

W_Q = [[(0, 1), (2, 0), (3, 0), (0, .5)], [(3, 0), (0, 2), (0, 0), (0, 0)],
       [(1.5, 0), (0, 1.5), (-1.5, 0), (0, -1.5)], [(0, 0)] * 4]
W_K = [[(1.5, 0), (0, 1.5), (.5, 0), (0, 0)], [(0, 0), (0, 1.5), (1.5, 0), (0, 0)],
       [(1.5, 0), (0, 1.5), (-1.5, 0), (0, -1.5)], [(1, 0), (0, 1), (1, 0), (0, 1)]]
W_V = [[(1, 0), (0, 1), (.3, 0), (0, 0)], [(0, 0), (0, 1), (1, 0), (0, 0)],
       [(1, 0), (0, 0), (0, 0), (0, 1)], [(1, 0), (0, 1), (0, 0), (0, 0)]]
CARRIES = [0, 1, 2, 1, 0, 3, 0, 1]


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def draws(seed):
    """The 53 bits of each draw of Xoshiro256++, its state filled by SplitMix64."""
    state = []
    for _ in range(4):
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        state.append(z ^ (z >> 31))
    while True:
        result = (rotl((state[0] + state[3]) & MASK, 23) + state[0]) & MASK
        t = (state[1] << 17) & MASK
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= t
        state[3] = rotl(state[3], 45)
        yield result >> 11


def uniforms(seed, count):
    """Numbers from 0 to 1."""
    return [draw / 2.0**53 for _, draw in zip(range(count), draws(seed))]


def stand_in(word):
    seed = 0xCBF29CE484222325
    for byte in word.encode():
        seed = ((seed ^ byte) * 0x100000001B3) & MASK
    numbers = []
    for _, draw in zip(range(4), draws(seed)):
        hundredths = (2 * (draw / 2.0**53) - 1) * 100
        numbers.append(math.copysign(math.floor(abs(hundredths) + .5), hundredths) / 100 + 0.0)
    return numbers


def normals(seed, rows, cols):
    """Box and Muller, the cosine alone."""
    stream = draws(seed)
    numbers = []
    for _ in range(rows * cols):
        radius, angle = ((next(stream) + 1) / 2.0**53 for _ in range(2))
        numbers.append(math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * angle))
    return np.array(numbers).reshape(rows, cols)


def embed(text):
    def row(word):
        bare = word.lower().strip(".,!?…“”")
        return LEXICON.get(bare) or stand_in(bare)
    return np.array([row(word) for word in text.split()], dtype=float)


def softmax(a, axis=1):
    with np.errstate(invalid="ignore"):
        largest = a.max(axis=axis, keepdims=True)
        e = np.where(np.isneginf(a), 0.0, np.exp(a - largest))
    total = e.sum(axis=axis, keepdims=True)
    return np.divide(e, total, out=np.zeros_like(e), where=total > 0)


def entropy(p, axis=1):
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    return -(p * logs).sum(axis=axis)


def listed(a):
    return [["-inf" if np.isneginf(v) else float(v) for v in row] for row in np.atleast_2d(a)]


def read(text):
    return np.array([[float(v) for v in row.split()] for row in text.split(";")])


def attention(settings):
    """All tables of a run, from the same settings that the demo gets."""
    def get(name, default):
        return settings.get(name, default)
    x = read(settings["x"]) if "x" in settings else embed(get("text", "the dog barked because it saw"))
    n, d_model = x.shape
    context = embed(settings["context"]) if settings.get("context") else x
    heads, mask = int(get("heads", "1")), get("mask", "none")
    window = n if mask == "causal" else int(get("window", "2"))
    i, j = np.indices((n, n))
    keep = (j <= i) & (i - j < window) if mask != "none" else np.ones((n, n), bool)
    if context is not x:
        keep = np.ones((n, len(context)), bool)
    kv_heads = {"each": heads, "2": 2, "1": 1}[get("kv_heads", "each")]
    size = heads // kv_heads
    tables, outputs, shares = {"x": x, "context": context} if context is not x else {"x": x}, [], []

    def weight(name, head, hand_set, number=None):
        text = settings.get(f"{name}.head{head if number is None else number}", settings.get(name))
        if text is None:
            return np.array(hand_set[head], dtype=float) if d_model == 4 else np.eye(d_model)
        return np.eye(d_model) if text == "identity" else read(text)

    for head in range(heads):
        suffix = "" if heads == 1 else f".head{head}"
        made = {"w_q": weight("w_q", head, W_Q)}
        made["q"] = x @ made["w_q"]
        group, first = head // size, head // size * size
        kv = {}
        for name, w, hand_set in (("k", "w_k", W_K), ("v", "w_v", W_V)):
            kv[w] = weight(w, first, hand_set, group)
            kv[name] = context @ kv[w]
        tables |= {name + (f".head{group}" if heads > 1 else ""): values for name, values in kv.items()}
        made["scores"] = made["q"] @ kv["k"].T
        root = np.sqrt(made["q"].shape[1]) if get("scaling", "on") == "on" else 1.0
        made["scaled"] = made["scores"] / root
        last = made["scaled"]
        if mask != "none":
            last = made["masked"] = np.where(keep, last, -np.inf)
        made["weights"] = softmax(last)
        made["output"] = made["weights"] @ kv["v"]
        outputs.append(made["output"])
        shares.append(made["weights"])
        tables |= {name + suffix: values for name, values in made.items()}
    if heads > 1:
        tables["concat"] = np.hstack(outputs)
        if "w_o" in settings:
            w_o = read(settings["w_o"])
        elif d_model == 4 and not any(name.startswith("w_v") for name in settings):
            w_o = np.eye(4)[[CARRIES[2 * (head // size * size) + i] for head in range(heads) for i in range(2)]]
        else:
            rows = tables["concat"].shape[1]
            w_o = np.eye(d_model)[np.arange(rows) % d_model]
        tables |= {"w_o": w_o, "projected": tables["concat"] @ w_o}
    entropies = np.concatenate([entropy(w) for w in shares])
    metrics = {
        "words": n, "scores": int(keep.sum()) * heads,
        "max_weight": max(float(w.max()) for w in shares),
        "entropy_max": float(entropies.max()), "entropy_min": float(entropies.min()),
    }
    return tables, metrics


def attention_cases():
    texts = ["the dog barked because it saw", "dog", "the the dog dog the", "She chased a CAT, was it?",
             "zebra ate naïve café", "日本 🙂 the e\u0301tude ﬁn", "wanted to run"]
    masks = [{"mask": "none"}, {"mask": "causal"}, {"mask": "window", "window": "3"}]
    for number, text in enumerate(texts):
        for heads in range(1, 5):
            for mask in masks if number in (0, 5) else [masks[(number + heads) % 3]]:
                yield {"text": text, "heads": str(heads), **mask}
    own = {"x": "1 0; 0 1; 1 1", "w_q": "identity", "w_k": "identity"}
    yield own
    yield own | {"mask": "causal", "w_v": "1 2 3; -1 0.5 2"}
    yield {"x": "1 0; 0 1; 1 1", "heads": "3", "scaling": "off"}
    yield {"x": "1 0 2; 0 1 -1", "heads": "2", "w_q": "1; 2; 3", "w_k": "3; 2; 1", "w_v.head1": "1; 0; 1"}
    yield {"x": "0.5 0 0 1; 1 1 1 1", "heads": "2"}
    yield {"heads": "2", "w_o": "1 0 0 0; 0 2 0 0; 0 0 3 0; 0.5 0 0 4"}
    yield {"text": "she chased it", "context": "the dog was a queen"}
    yield {"text": "it", "context": "zebra cat", "heads": "3"}
    yield {"text": "the dog saw it", "context": "river", "heads": "2", "kv_heads": "1"}
    yield {"heads": "4", "kv_heads": "2"}
    yield {"heads": "4", "kv_heads": "1", "mask": "causal"}
    yield {"heads": "3", "kv_heads": "1", "w_k.head0": "1 0; 0 1; 1 1; -1 0.5"}
    yield {"heads": "4", "kv_heads": "2", "w_v.head1": "1; 2; 3; -1"}
    yield {"heads": "2", "kv_heads": "1", "x": "1 0 2; 0 1 -1"}
    yield {"heads": "2", "w_q.head1": "1 0; 0 1; 1 1; -1 0"}


def softmax_case(settings):
    scores = read(settings["scores"])
    scaled = scores / float(settings.get("temperature", "1"))
    shifted = scaled - scaled.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    weights = softmax(scaled)
    tables = {
        "scores": scores, "scaled": scaled, "largest": scaled.max(axis=1, keepdims=True),
        "shifted": shifted, "exponentials": e, "sum": e.sum(axis=1, keepdims=True),
        "shares": e / e.sum(axis=1, keepdims=True), "weights": weights,
    }
    h = entropy(weights)
    return tables, {"max_weight": float(weights.max()), "min_weight": float(weights.min()),
                    "entropy_max": float(h.max()), "entropy_min": float(h.min())}


def online_case(settings):
    """One score at a time, largest and sum carried along, for the first row."""
    scores = read(settings["scores"])
    largest, total, tables = -math.inf, 0.0, {}
    for number, score in enumerate(scores[0], 1):
        new = max(largest, score)
        total = total * math.exp(largest - new) + math.exp(score - new)
        largest = new
        tables |= {f"largest.{number}": largest, f"sum.{number}": total}
    return tables | {"weights": softmax(scores)}, {}


def plus_one_case(settings):
    e = np.exp(read(settings["scores"]))
    total = 1 + e.sum(axis=1, keepdims=True)
    return {"weights": e / total, "kept_back": 1 / total}, {}


def dot_case(settings):
    a, b = read(settings["a"]), read(settings["b"])
    la, lb = np.linalg.norm(a), np.linalg.norm(b)
    tables = {"products": a * b, "dot": a @ b.T, "length_a": la, "length_b": lb, "lengths": la * lb}
    metrics = {"dot": float((a @ b.T).item()), "length_a": float(la), "length_b": float(lb)}
    if la * lb:
        metrics["cosine"] = float((a @ b.T).item() / (la * lb))
        tables["cosine"] = metrics["cosine"]
    return tables, metrics


def product_case(settings):
    a, b = read(settings["a"]), read(settings["b"])
    return {"product": a @ b}, {"sum": float((a @ b).sum()),
                                "multiplications": a.shape[0] * a.shape[1] * b.shape[1]}


GPT = {"small": (12, 768, 12), "medium": (24, 1024, 16), "large": (36, 1280, 20), "xl": (48, 1600, 25)}
LLAMA = {"llama-2-7b": (32, 4096, 32, 32, 11008, 32000), "llama-2-13b": (40, 5120, 40, 40, 13824, 32000),
         "llama-2-70b": (80, 8192, 64, 8, 28672, 32000), "llama-3-8b": (32, 4096, 32, 8, 14336, 128256),
         "mistral-7b": (32, 4096, 32, 8, 14336, 32000)}


def cost_cases():
    """Parameters, operations and bytes by the formulas of the papers, in whole numbers."""
    for size, (layers, d, heads) in GPT.items():
        for n, causal in ((1, False), (1024, True), (4096, False)):
            pairs = n * (n + 1) // 2 if causal else n * n
            metrics = {"parameters": 50257 * d + 1024 * d + layers * (12 * d * d + 13 * d) + 2 * d,
                       "scores": pairs, "projection_flops": 8 * n * d * d, "attention_flops": 4 * pairs * d,
                       "mlp_flops": 16 * n * d * d, "score_bytes": 2 * pairs * heads,
                       "cache_per_token": 4 * layers * d, "attention_work": pairs * d, "recurrent_work": n * d * d}
            yield {"model": f"gpt-2-{size}", "tokens": str(n), "mask": "causal" if causal else "none"}, metrics
    for name, (layers, d, heads, kv, ff, words) in LLAMA.items():
        kv_width = kv * d // heads
        block = 2 * d * d + 2 * d * kv_width + 3 * d * ff + 2 * d
        yield {"model": name, "tokens": "4096", "bytes": "1"}, {
            "parameters": 2 * words * d + layers * block + d, "block_parameters": block,
            "flops_layer": 2 * 4096 * (block - 2 * d) + 4 * 4096**2 * d, "cache_bytes": 4096 * 2 * layers * kv_width}


def cross_entropy_case(settings):
    p, q = read(settings["p"])[0], read(settings["q"])[0]
    p, q = p / p.sum(), q / q.sum()
    p, q = p[p > 0], q[p > 0]
    h = float(entropy(p[None])[0])
    if (q == 0).any():
        return {}, {"entropy": h}
    cross = float(-(p * np.log(q)).sum())
    kl = float((p * np.log(p / q)).sum())
    tables = {"surprise": -np.log(np.stack([p, q], 1)), "averages": [[h, cross]], "divergence": [[kl]],
              "bits": np.array([[h, cross, kl]]) / np.log(2), "choices": np.exp([[h, cross, kl]])}
    return tables, {"entropy": h, "cross_entropy": cross, "divergence": kl, "perplexity": float(np.exp(cross))}


ROWS = {"q": "0 0; 1 0; 0 2; 2 1", "k": "0 1; 2 0; 0 1; 1 1", "v": "0.5 0.5; 1 0; 0 1; 1 0.5"}
MORE = {"q": "0.5 -1; 3 2; -2 0.25", "k": "1 1; -1 0.5; 0 -3", "v": "2 0 -1; 7 1 1; 0 0 4"}


def seen(n, causal):
    return np.tril(np.ones((n, n), bool)) if causal else np.ones((n, n), bool)


def blend(weights, v):
    return (weights / weights.sum(axis=1, keepdims=True)) @ v


def linear_cases():
    for rows in (ROWS, MORE):
        for causal, features, seed in ((True, 8, 7), (False, 3, 0), (True, 1, 123456789)):
            q, k, v = (read(rows[name]) for name in "qkv")
            keep = seen(len(q), causal)
            elu = lambda x: np.where(x > 0, x + 1, np.exp(x))
            w, root = normals(seed, features, q.shape[1]), q.shape[1] ** .25
            phi = lambda x: np.exp(x / root @ w.T - ((x / root) ** 2).sum(axis=1, keepdims=True) / 2)
            estimates, kernel = phi(q) @ phi(k).T / features, np.exp(q @ k.T / root**2)
            exact = blend(kernel * keep, v)
            output = blend(elu(q) @ elu(k).T * keep, v)
            noisy = blend(estimates * keep, v)
            growth = math.exp((((q[0] + k[0]) / root) ** 2).sum())
            tables = {"w": w, "output": output, "by_state": output, "estimates": estimates, "kernel": kernel,
                      "exact_output": exact, "random_output": noisy}
            metrics = {"error": float(abs(output - exact).max()), "random_error": float(abs(noisy - exact).max()),
                       "mean_square_error": float(kernel[0, 0] ** 2 * (growth - 1) / features)}
            settings = {"mask": "causal" if causal else "none", "features": str(features), "seed": str(seed)}
            yield rows | settings, (tables, metrics)


def flash_cases():
    for rows in (ROWS, MORE):
        for causal, tile in ((True, 1), (True, 2), (False, 2), (False, 64)):
            q, k, v = (read(rows[name]) for name in "qkv")
            scores = np.where(seen(len(q), causal), q @ k.T / np.sqrt(q.shape[1]), -np.inf)
            settings = {"mask": "causal" if causal else "none", "tile_rows": str(tile), "tile_cols": str(tile)}
            yield rows | settings, ({"tiled": softmax(scores) @ v}, {})
    for n, d, b in ((1024, 64, 200), (4096, 128, 100), (100, 7, 33), (5, 1, 5)):
        t = -(-n // b)
        yield {"cases": f"{n}; {d}; {b}"}, ({}, {
            "plain_traffic": 4 * n * n + 4 * n * d, "keys_outside": 2 * n * d + t * (3 * n * d + 4 * n),
            "queries_outside": 2 * n * d + t * 2 * n * d})


def cache_cases():
    for x in ("0 0 1; 1 0 0; 0 1 0; 0.5 0 1", "1 2 3", "-1 0.5 2; 4 0 0"):
        w_q, w_k, w_v = read("1 0; 0 2; 2 0"), read("2 0; 0 1; 0 1"), read("1 0; 0 1; 0.5 0.5")
        rows = read(x)
        scores = np.where(seen(len(rows), True), (rows @ w_q) @ (rows @ w_k).T / np.sqrt(2), -np.inf)
        yield {"x": x}, ({"one_by_one": softmax(scores) @ (rows @ w_v)}, {})


def sparse_cases():
    for n, window in ((16, 2), (9, 3)):
        far = np.subtract.outer(np.arange(n), np.arange(n))
        first = np.minimum.outer(np.arange(n), np.arange(n)) < 1
        patterns = {"band": abs(far) <= window, "causal": (far >= 0) & (far < window), "full": far == far,
                    "global": (abs(far) <= window) | first, "dilated": (abs(far) <= 2 * window) & (far % 2 == 0)}
        for name, keep in patterns.items():
            reach = np.linalg.matrix_power(keep.astype(int), 3) > 0
            yield {"tokens": str(n), "window": str(window), "pattern": name, "layers": "3"}, ({"kept": keep}, {
                "pairs": int(keep.sum()), "reach": int(reach.sum(axis=1).max()),
                "farthest": int(abs(far * reach).max())})


def cases():
    for name, made in (("linear", linear_cases()), ("flash", flash_cases()), ("kv-cache", cache_cases()),
                       ("sparse", sparse_cases())):
        for settings, results in made:
            yield name, settings, results
    for settings, metrics in cost_cases():
        yield "attention-cost", settings, ({}, metrics)
    for settings in attention_cases():
        yield "attention", settings, attention(settings)
    for settings in ({"scores": "2 1 0 -1"}, {"scores": "1000 1000; -5 3", "temperature": "0.5"},
                     {"scores": "0.1 0.2 0.7; 5 5 5", "temperature": "20"}, {"scores": "-3"},
                     {"scores": "1 2 3", "temperature": "0.05"}):
        yield "softmax", settings, softmax_case(settings)
    for scores in ("1 3 2 4", "-5 -6 700 0 701", "3"):
        settings = {"scores": scores, "method": "online"}
        yield "softmax", settings, online_case(settings)
    for scores in ("-2 -2 -2", "2 1 0 -1; -9 0 4 4", "-30"):
        settings = {"scores": scores, "method": "plus-one"}
        yield "softmax", settings, plus_one_case(settings)
    for settings in ({"a": "2 1 2", "b": "2 2 1"}, {"a": "1 0", "b": "0 1"}, {"a": "3", "b": "-4"},
                     {"a": "0 0", "b": "1 2"}, {"a": "0.1 -0.2 0.3", "b": "1e-3 1e5 -7"}):
        yield "dot-product", settings, dot_case(settings)
    for settings in ({"a": "1 2; 3 4", "b": "5 6; 7 8"}, {"a": "0.5 0.25 0.25", "b": "1 0; 0 1; 4 4"},
                     {"a": "2; 3", "b": "1 -1 0.1"}):
        yield "matrix-multiply", settings, product_case(settings)


def descent_case(settings):
    a, point = read(settings["curvature"]), read(settings["start"])
    rate, points = float(settings["rate"]), [point]
    for _ in range(int(settings["steps"])):
        points.append(points[-1] - rate * points[-1] @ a)
    path = np.vstack(points)
    height = np.einsum("ti,ij,tj->t", path, a, path)[:, None] / 2
    distance = np.linalg.norm(path, axis=1, keepdims=True)
    tables = {"path": path, "height": height, "distance": distance, "slope1": points[0] @ a}
    return tables, {"height_last": float(height[-1, 0]), "distance_last": float(distance[-1, 0]),
                    "pace": float(rate * np.abs(a).sum(1).max())}


def glove():
    head, words, rest = pathlib.Path(__file__).parents[1].joinpath("models", "glove.bin").read_bytes().split(b"\n", 2)
    count, width = map(int, head.split())
    scales = np.frombuffer(rest[: 4 * count], "<f4").astype(float)
    return words.decode().split(), np.frombuffer(rest[4 * count :], np.int8).reshape(count, width) * scales[:, None]


def embeddings_case(settings):
    if settings["table"] == "glove":
        words, vectors = glove()
    else:
        words, vectors = settings["words"].split(), read(settings["vectors"])
    count = int(settings["count"])
    a, b, c = (words.index(word) for word in settings["analogy"].split())
    word = words.index(settings["word"])
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def best(target, without):
        cosines = directions @ target / np.linalg.norm(target)
        order = [i for i in np.argsort(-cosines, kind="stable") if i not in without][:count]
        return cosines[order][:, None]
    neighbours = best(vectors[word], {word})
    target = vectors[b] - vectors[a] + vectors[c]
    answers = best(target, {a, b, c} if settings["leave_out"] == "on" else set())
    tables = {"query": directions[word], "target": target, "neighbours": neighbours, "answers": answers}
    return tables, {"words": len(words), "nearest": float(neighbours[0, 0]), "answer": float(answers[0, 0])}


def markov_case(settings):
    text = settings["text"].lower().split()
    known = list(dict.fromkeys(text))
    counts = np.zeros((len(known), len(known)))
    for word, following in zip(text, text[1:] + text[:1]):
        counts[known.index(word), known.index(following)] += 1
    smoothed = counts + float(settings["smoothing"])
    probabilities = smoothed / smoothed.sum(1, keepdims=True)
    now = known.index(settings["start"])
    row, chosen = probabilities[[now]], []
    for draw in uniforms(int(settings["seed"]), int(settings["length"])):
        now = int(np.argmax(np.cumsum(probabilities[now]) > math.floor(draw * 1000) / 1000))
        chosen.append([now])
    tables = {"counts": counts, "probabilities": probabilities, "second": row @ probabilities, "chosen": chosen}
    return tables, {"words": len(text), "vocabulary": len(known), "entropy": float(entropy(row)[0]),
                    "largest": float(row.max())}


def recurrent_case(settings):
    if "x" in settings:
        x = read(settings["x"])
        other = -x[:1]
    else:
        x, other = embed(settings["text"]), embed(settings["instead"])
    w_x = read(settings.get("w_x", "1 0; 0 1; -0.5 0.5; 0.2 -0.2"))
    w_h = read(settings.get("w_h", "0.6 0.3; -0.3 0.6"))

    def cell(x):
        state, states = np.zeros(w_h.shape[0]), []
        for row in x:
            state = np.tanh(state @ w_h + row @ w_x)
            states.append(state)
        return np.array(states)

    def attend(x):
        rows = x @ w_x
        return softmax(rows[-1:] @ rows.T / np.sqrt(rows.shape[1])) @ rows
    changed = np.vstack([other, x[1:]])
    left = np.linalg.norm(cell(x) - cell(changed), axis=1)[:, None]
    seen = np.linalg.norm(attend(x) - attend(changed))
    tables = {"states_typed": cell(x), "left": left, "output": attend(x), "comparison": [[left[-1, 0], seen]]}
    return tables, {"first": float(left[0, 0]), "left": float(left[-1, 0]), "attention_left": float(seen),
                    "path_recurrent": len(x) - 1}


def perceptron_case(settings):
    points, targets = read(settings["points"]), read(settings["targets"])[0]
    w, place, updates = read(settings["w"])[0], 0, 0
    path, seen = [w], []
    while updates < int(settings["updates"]):
        order = [(place + i) % len(points) for i in range(len(points))]
        wrong = [i for i in order if (points[i] @ w > 0) != bool(targets[i])]
        if not wrong or any((w == old).all() and at == wrong[0] for old, at in seen):
            break
        sign = 1 if targets[wrong[0]] else -1
        seen.append((w, wrong[0]))
        w, place, updates = w + sign * points[wrong[0]], wrong[0] + 1, updates + 1
        path.append(w)
    mistakes = int(((points @ w > 0) != (targets > 0)).sum())
    return {"weights": np.array(path)}, {"updates": updates, "wrong": mistakes}


def backpropagation_case(settings):
    x, target, w1, w2 = (read(settings[name]) for name in ("x", "target", "w1", "w2"))
    h = 1 / (1 + np.exp(-x @ w1))
    y = h @ w2
    d_z = (y - target) @ w2.T * h * (1 - h)
    d_w1, d_w2 = x.T @ d_z, h.T @ (y - target)
    slopes = np.concatenate([d_w1.ravel(), d_w2.ravel()])
    tables = {"h": h, "y": y, "d_w1": d_w1, "d_w2": d_w2, "gradient_turned": slopes[:, None]}
    return tables, {"output": float(y[0, 0]), "loss": float((y - target)[0, 0] ** 2 / 2),
                    "largest_slope": float(np.abs(slopes).max())}


def cases_of_learning():
    for settings in ({"x": "1 0.5", "target": "1", "w1": "1 -1; 0.5 1", "w2": "1; -0.5"},
                     {"x": "-2 3", "target": "-1", "w1": "0.1; -0.7", "w2": "2"},
                     {"x": "0 1", "target": "0", "w1": "1 2 3; -1 0.5 0", "w2": "1; -2; 4"}):
        yield "backpropagation", settings, backpropagation_case(settings)
    square = {"data": "own", "points": "1 0 0; 1 0 1; 1 1 0; 1 1 1", "w": "0 0 0", "updates": "16"}
    for settings in (square | {"targets": "0 0 0 1"}, square | {"targets": "0 1 1 1"}, square | {"targets": "0 1 1 0"},
                     square | {"points": "0.5 1; -1 2; 3 -0.25", "targets": "1 0 1", "w": "0.1 -0.1"}):
        yield "perceptron", settings, perceptron_case(settings)
    for settings in ({"text": "the dog barked because it saw", "instead": "she"}, {"text": "cat ate", "instead": "zebra"},
                     {"x": "1 0; 0.5 1; -1 2; 0 0", "w_x": "1 0.5 0; 0 1 -1", "w_h": "0.5 0 1; 0 0.5 0; 1 0 0.1"}):
        yield "recurrent", settings, recurrent_case(settings)
    default = {"text": "the dog saw the cat and the cat ran", "start": "the",
               "smoothing": "0", "seed": "7", "length": "6"}
    for settings in (default, default | {"seed": "8", "length": "12", "smoothing": "0.5", "start": "cat"},
                     default | {"text": "a a b a c c", "start": "c", "seed": "0"}):
        yield "markov-text", settings, markov_case(settings)
    asked = {"table": "glove", "word": "dog", "analogy": "man king woman", "leave_out": "on", "count": "5"}
    own = {"table": "hand-set", "words": "a b c d e", "vectors": "1 2; -3 1; 0.5 0.5; 2 4.5; 0 -1"}
    for settings in (asked, asked | {"leave_out": "off", "word": "paris", "count": "8"},
                     asked | {"analogy": "france paris italy", "word": "three", "count": "1"},
                     own | {"word": "d", "analogy": "b a c", "leave_out": "on", "count": "2"}):
        yield "embeddings", settings, embeddings_case(settings)
    for settings in ({"curvature": "1 0; 0 4", "start": "4 1", "rate": "0.2", "steps": "6"},
                     {"curvature": "1 0; 0 4", "start": "4 1", "rate": "0.6", "steps": "12"},
                     {"curvature": "2 1; 1 3", "start": "-1 0.5", "rate": "0.3", "steps": "5"},
                     {"curvature": "-0.5", "start": "2", "rate": "1", "steps": "1"}):
        yield "gradient-descent", settings, descent_case(settings)
    for settings in ({"p": "4 2 1 1", "q": "2 1 1 4"}, {"p": "0.2 0.8", "q": "0.7 0.3"},
                     {"p": "0 3 1", "q": "1 1 1"}, {"p": "1 1", "q": "1 0"}, {"p": "5", "q": "0.1"}):
        yield "cross-entropy", settings, cross_entropy_case(settings)


def rotate(a, base, positions):
    out, d = a.copy(), a.shape[1]
    for i in range(d // 2):
        angle = np.array(positions) * base ** (-2 * i / d)
        x, y = a[:, 2 * i], a[:, 2 * i + 1]
        out[:, 2 * i] = x * np.cos(angle) - y * np.sin(angle)
        out[:, 2 * i + 1] = x * np.sin(angle) + y * np.cos(angle)
    return out


def rules():
    a = np.array([[1.5, -2.0, 0.0, 0.3], [0.25, 4.0, 4.0, -1.0], [-0.1, 2.5, 1e-7, -3.25]])
    b = np.array([[1.0, 0.0, -2.0], [0.5, 3.0, 1.0], [-1.0, 0.2, 0.0], [2.0, 2.0, 0.7]])
    c = np.array([[0.1, 0.2, 0.3, 0.4], [0.5, 0.125, 0.25, 0.125], [0.7, 0.1, 0.1, 0.1]])
    row, column = np.array([[1.0, -1.0, 0.5, 2.0]]), np.array([[2.0], [-0.5], [0.0]])
    keep = np.array([[1, 0, 0, 1], [0, 0, 0, 0], [1, 1, 1, 1]], bool)
    masked, large = np.where(keep, a, -np.inf), np.array([[1000.0, 1000.0]])
    tables = {"a": a, "b": b, "c": c, "row": row, "column": column, "masked": masked, "large": large}
    erf = np.vectorize(math.erf)
    layer = (a - a.mean(1, keepdims=True)) / np.sqrt(a.var(1, keepdims=True) + 1e-5)
    naive = {"": 1, "_column": 0}
    made = {
        "lookup": a[[2, 0, 2]], "matmul": a @ b, "matmul_t": a @ c.T, "matmul_t_self": a @ a.T,
        "transpose": a.T, "add": a + c, "sub_row": a - row, "mul_column": column * a, "div": a / c,
        "scale": .3 * a, "scale_root": a / np.sqrt(3), "scale_negative": -.25 * a, "scale_zero": 0 * a,
        "mask": masked, "softmax_masked": softmax(masked), "softmax_masked_column": softmax(masked, 0),
        "softmax_large": softmax(large), "normalize_layer": layer,
        "normalize_rms": a / np.sqrt((a**2).mean(1, keepdims=True)),
        "rotate": rotate(a, 10000.0, [0, 1, 7]), "concat_row": np.hstack([a, column]),
        "concat_column": np.vstack([row, a, c]), "rows": a[1:3], "columns": a[:, 0:2],
        "exp": np.exp(a), "ln": np.log(c), "sqrt": np.sqrt(c), "square": a**2, "abs": np.abs(a),
        "neg": -a, "reciprocal": 1 / c, "sin": np.sin(a), "cos": np.cos(a), "sign": np.sign(a),
        "step": (a > 0).astype(float), "relu": np.maximum(a, 0),
        "gelu": .5 * a * (1 + erf(a / np.sqrt(2))),
        "gelu_tanh": .5 * a * (1 + np.tanh(np.sqrt(2 / np.pi) * (a + .044715 * a**3))),
        "tanh": np.tanh(a), "sigmoid": 1 / (1 + np.exp(-a)),
        "elu1": np.where(a > 0, a, np.exp(np.minimum(a, 0)) - 1) + 1,
    }
    for suffix, axis in naive.items():
        made[f"softmax_naive{suffix}"] = np.exp(a) / np.exp(a).sum(axis, keepdims=True)
    for name, axis in (("row", 1), ("column", 0)):
        made |= {
            f"softmax_{name}": softmax(a, axis), f"cumsum_{name}": np.cumsum(a, axis),
            f"sort_{name}": -np.sort(-a, axis), f"sum_{name}": a.sum(axis, keepdims=True),
            f"mean_{name}": a.mean(axis, keepdims=True), f"max_{name}": a.max(axis, keepdims=True),
            f"min_{name}": a.min(axis, keepdims=True), f"variance_{name}": a.var(axis, keepdims=True),
            f"argmax_{name}": a.argmax(axis, keepdims=True).astype(float),
            f"norm_{name}": np.linalg.norm(a, axis=axis, keepdims=True),
            f"entropy_{name}": np.expand_dims(entropy(c, axis), axis),
            f"max_masked_{name}": masked.max(axis, keepdims=True),
        }
    return tables, made


def pairs(n, keep):
    i, j = np.indices((n, n))
    return int(keep(i, j).sum())


def sinusoid(position, d):
    pe = np.zeros(d)
    pe[0::2] = np.sin(position / 10000 ** (np.arange(0, d, 2) / d))
    pe[1::2] = np.cos(position / 10000 ** (np.arange(0, d, 2) / d))
    return pe


def slopes(heads):
    """As in the authors' code."""
    if heads & (heads - 1) == 0:
        return [2.0 ** (-8 * (head + 1) / heads) for head in range(heads)]
    below = 1 << (heads.bit_length() - 1)
    return slopes(below) + slopes(2 * below)[0::2][: heads - below]


def plain(x, causal=False):
    """Attention of rows with themselves."""
    scores = x @ x.T
    return softmax(np.where(np.tri(len(x)) > 0, scores, -np.inf) if causal else scores) @ x


def divergence(a, b):
    """Jensen-Shannon, in nats, by its two divergences."""
    def kl(p, q):
        return sum(float(x * np.log(x / y)) for x, y in zip(p, q) if x > 0)
    middle = (a + b) / 2
    return (kl(a, middle) + kl(b, middle)) / 2


def rollout(layers, residual):
    """As the authors do it: weights and identity, rows divided again, multiplied upwards."""
    joint = None
    for shares in layers:
        weights = shares / shares.sum(1, keepdims=True)
        mixed = (1 - residual) * weights + residual * np.eye(len(shares))
        mixed = mixed / mixed.sum(1, keepdims=True)
        joint = mixed if joint is None else mixed @ joint
    return joint


def facts():
    """The golden facts of the demos around attention, by the number that they have in our list."""
    band = lambda i, j: abs(i - j) <= 2
    three, order = np.array([[1.0, 0], [0, 1], [1, 1]]), [2, 0, 1]
    a, b, low = np.array([.5, 0, .5]), np.array([0.0, 1, 0]), np.array([0.0, 1, 2])
    sink = softmax(np.array([[5.0, 1, 0, 2]]))[0]
    wide = [sinusoid(p, 512) for p in range(12)]
    return {
        "D9": [*wide[1][:4], wide[1][510], wide[7] @ wide[7], wide[0] @ wide[5], wide[6] @ wide[11]],
        "D10": [*sinusoid(1, 4), *sinusoid(2, 4)],
        "D11.8": slopes(8), "D11.12": slopes(12), "D11.16": slopes(16),
        "D12": softmax(np.array([[-0.5 * (4 - j) for j in range(5)]]))[0].tolist(),
        "D13": np.cos(np.arange(4)).tolist(), "D13.angles": [1.0, .1, .01, .001],
        "D14": [float(abs(plain(three[order], c) - plain(three, c)[order]).max()) for c in (False, True)],
        "D18": [4 * 512**2, 4 * 512**2 + 4 * 512],
        "D41": [float(a @ low), float(abs(a - b).sum() / 2), divergence(a, b)],
        "D41.between": [divergence(np.array([.75, .25, 0]), np.array([.25, .25, .5]))],
        "sink": [*sink, *(sink @ np.array([[0, 0], [1, 0], [0, 1], [1, 1]]))],
        "D39": rollout([read("1 0 0; .5 .5 0; .2 .3 .5"), read("1 0 0; .9 .1 0; .6 .3 .1")], .5)[2].tolist(),
        "rollout.four": rollout([read("1 3; 1 1"), read("0 1; 1 0"), read("2 2; 1 3"), read("5 0; 0 5")],
                                .2).ravel().tolist(),
        "D36": [pairs(4096, lambda i, j: abs(i - j) <= 256), 4096**2],
        "D37": [pairs(16, band), pairs(16, lambda i, j: band(i, j) | (np.minimum(i, j) == 0)),
                pairs(16, lambda i, j: (abs(i - j) <= 4) & ((i - j) % 2 == 0)),
                pairs(16, lambda i, j: (j <= i) & (i - j < 4)), pairs(16, lambda i, j: j <= i), 32 * 4096],
    }


def holds(word, pair):
    """How often a pair can be merged, from the left."""
    found, at = 0, 0
    while at < len(word) - 1:
        hit = (word[at], word[at + 1]) == pair
        found, at = found + hit, at + 1 + hit
    return found


def merged(word, pair):
    out, at = [], 0
    while at < len(word):
        hit = tuple(word[at:at + 2]) == pair
        out, at = out + ["".join(pair) if hit else word[at]], at + 1 + hit
    return out


def merge_case(text, merges, apply):
    """Byte-pair merges as in Sennrich et al. 2016, the dictionary in order of first appearance."""
    times = {}
    for word in text.split():
        times[word] = times.get(word, 0) + 1
    words = {word: list(word) + ["_"] for word in times}
    vocabulary, pairs = dict.fromkeys(s for word in words.values() for s in word), []
    before = sum(times[word] * len(symbols) for word, symbols in words.items())
    for _ in range(merges):
        found = dict.fromkeys(pair for symbols in words.values() for pair in zip(symbols, symbols[1:]))
        if not found:
            break
        for pair in found:
            found[pair] = sum(times[word] * holds(symbols, pair) for word, symbols in words.items())
        best = max(found, key=found.get)
        pairs.append((best, found[best]))
        words = {word: merged(symbols, best) for word, symbols in words.items()}
        vocabulary["".join(best)] = None
    split = []
    for word in apply.split():
        symbols = list(word) + ["_"]
        for pair, _ in pairs:
            symbols = merged(symbols, pair)
        split.append(" ".join(symbols))
    return {
        "text": text, "merges": str(merges), "apply": apply, "split": split,
        "pairs": [[" ".join(pair), count] for pair, count in pairs], "vocabulary": len(vocabulary),
        "tokens_before": before,
        "tokens_after": sum(times[word] * len(symbols) for word, symbols in words.items()),
    }


def merge_cases():
    yield merge_case("low " * 5 + "lower " * 2 + "newest " * 6 + "widest " * 3, 10, "lowest newer slow")
    yield merge_case("banana", 6, "banana bandana ananas")
    yield merge_case("aaaa aaa aa a", 4, "aaaaa")
    yield merge_case("the cat sat on the mat that the rat ate", 12, "the hat rats")
    yield merge_case("na\u00efve \u65e5\u672c \u65e5\u672c\u8a9e na\u00efvely", 9, "\u65e5\u672c na\u00efv")
    yield merge_case("a b a b", 16, "ab")


def main():
    tables, made = rules()
    golden = {
        "merges": list(merge_cases()),
        "cases": [
            {"demo": demo, "set": settings, "metrics": metrics,
             "tables": {name: listed(values) for name, values in results.items()}}
            for demo, settings, (results, metrics) in [*cases(), *cases_of_learning()]
        ],
        "tables": {name: listed(values) for name, values in tables.items()},
        "facts": facts(),
        "rules": {name: listed(values) for name, values in made.items()},
    }
    file = pathlib.Path(__file__).with_name("golden.json")
    file.write_text(json.dumps(golden, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


main()
