"""Weighted least squares with ridge by normal equations, for `assay bench --only regression-1536 --python`.

python -c SCRIPT FOLDER. FOLDER holds job.json (rows, columns, targets, ridge), rows.f32 (block x d) and targets.f32 (block x m); row r of
the problem is row r mod block, and weighs 1 + r mod 7. Reads a number of laps a line from standard input; a lap is the whole problem.
Answers one line of JSON for each: seconds by the wall, seconds on a processor, the solution of the last lap.

Chunks of 4,096 rows are made float64, taken relative to the mean of the first, multiplied by the roots of their weights and summed as
X'X, which NumPy leaves to dsyrk, and X'Y; then features are standardised and the system solved by Cholesky.
"""
import json
import sys
import time

import numpy as np

folder = sys.argv[1]
job = json.load(open(folder + "/job.json"))
n, d, m = job["rows"], job["columns"], job["targets"]
block = np.fromfile(folder + "/rows.f32", dtype=np.float32).reshape(-1, d)
response = np.fromfile(folder + "/targets.f32", dtype=np.float32).reshape(-1, m)
CHUNK = 4096


def solve():
    weights = 1.0 + np.arange(n) % 7
    weights /= weights.sum()
    gram, cross = np.zeros((d, d)), np.zeros((d, m))
    sums, target_sums = np.zeros(d), np.zeros(m)
    shift = block[:CHUNK].astype(np.float64).mean(0)
    for start in range(0, n, CHUNK):
        rows = np.arange(start, min(n, start + CHUNK)) % len(block)
        w = weights[start:start + CHUNK]
        x = block[rows].astype(np.float64)
        y = response[rows].astype(np.float64)
        x -= shift
        sums += w @ x
        target_sums += w @ y
        root = np.sqrt(w)[:, None]
        x *= root
        y *= root
        gram += x.T @ x
        cross += x.T @ y
    gram -= np.outer(sums, sums)
    cross -= np.outer(sums, target_sums)
    scale = np.sqrt(np.diag(gram))
    gram /= np.outer(scale, scale)
    gram[np.diag_indices(d)] += job["ridge"]
    lower = np.linalg.cholesky(gram)
    upper = lower.T.copy()
    solution = cross / scale[:, None]
    # NumPy has no triangular solve of its own, and a general one would cost more than the factor did.
    for i in range(d):
        solution[i] = (solution[i] - lower[i, :i] @ solution[:i]) / lower[i, i]
    for i in reversed(range(d)):
        solution[i] = (solution[i] - upper[i, i + 1:] @ solution[i + 1:]) / upper[i, i]
    return solution / scale[:, None]


for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(int(line)):
        solution = solve()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(json.dumps({"seconds": wall, "processorSeconds": processor, "solution": solution.ravel().tolist()}), flush=True)
