"""Steps of neighbour distance minimisation, three ways, for `assay bench --only partition-step --python`.

python -c SCRIPT FOLDER. FOLDER holds job.json (directions, blocks, batches, rate), rows.f32 (rows x d), queries.i32 (batches x Q) and
keys.i32 (batches x N). Reads a way and a number of laps a line from standard input; a lap is one step on every batch. Answers one
line of JSON for each: seconds by the wall, seconds on a processor, losses of the last lap. Each way goes on with a rotation of its
own, from the identity.

autograd  PyTorch, R = B expm(skew) with B fixed, gradients by automatic differentiation, torch.optim.Adam: as released
torch     PyTorch, the gradient in closed form, Adam on the skew gradient, a Cayley step
numpy     the same in NumPy

d directions, S blocks, w = d / S, Q queries, N keys.
"""
import json
import sys
import time

import numpy as np
import torch

torch.set_num_threads(1)
folder = sys.argv[1]
job = json.load(open(folder + "/job.json"))
d, S = job["directions"], job["blocks"]
w = d // S
rows = np.fromfile(folder + "/rows.f32", dtype=np.float32).reshape(-1, d)
queries = np.fromfile(folder + "/queries.i32", dtype=np.int32).reshape(job["batches"], -1).astype(np.int64)
keys = np.fromfile(folder + "/keys.i32", dtype=np.int32).reshape(job["batches"], -1).astype(np.int64)
Q, N = queries.shape[1], keys.shape[1]
FIRST, SECOND, EPSILON = 0.9, 0.999, 1e-8


class Numpy:
    def __init__(self):
        self.rotation = np.eye(d, dtype=np.float32)
        self.mean = np.zeros((d, d), np.float32)
        self.square = np.zeros((d, d), np.float32)
        self.steps = 0

    def step(self, batch):
        z = rows[queries[batch]] @ self.rotation
        y = rows[keys[batch]] @ self.rotation
        z_blocks = z.reshape(Q, S, w).transpose(1, 0, 2)
        y_blocks = y.reshape(N, S, w).transpose(1, 2, 0)
        squares = np.matmul(z_blocks, np.ascontiguousarray(y_blocks) * np.float32(-2))  # S, Q, N, less |z|^2
        squares += (y_blocks * y_blocks).sum(1)[:, None, :]
        delta = z[None] - y[squares.argmin(-1)]  # S, Q, d
        towards = np.stack([delta[s, :, s * w:(s + 1) * w] for s in range(S)])
        distance = np.linalg.norm(towards, axis=-1, keepdims=True)
        towards /= np.maximum(distance, 1e-12)
        along = np.matmul(delta.transpose(0, 2, 1), towards).transpose(1, 0, 2).reshape(d, d) / (S * Q)  # R'G
        skew = along - along.T
        self.steps += 1
        self.mean = FIRST * self.mean + (1 - FIRST) * skew
        self.square = SECOND * self.square + (1 - SECOND) * skew * skew
        step = job["rate"] * self.mean / (1 - FIRST ** self.steps)
        step /= np.sqrt(self.square / (1 - SECOND ** self.steps)) + EPSILON
        eye = np.eye(d, dtype=np.float32)
        self.rotation = self.rotation @ np.linalg.solve(eye + step / 2, eye - step / 2)
        return float(distance.mean())


class Torch:
    def __init__(self):
        self.rows, self.queries, self.keys = torch.from_numpy(rows), torch.from_numpy(queries), torch.from_numpy(keys)
        self.rotation = torch.eye(d)
        self.mean = torch.zeros(d, d)
        self.square = torch.zeros(d, d)
        self.eye = torch.eye(d)
        self.steps = 0

    @torch.no_grad()
    def step(self, batch):
        z = self.rows[self.queries[batch]] @ self.rotation
        y = self.rows[self.keys[batch]] @ self.rotation
        z_blocks = z.view(Q, S, w).transpose(0, 1)
        y_blocks = y.view(N, S, w).transpose(0, 1)
        squares = torch.baddbmm((y_blocks * y_blocks).sum(-1)[:, None, :], z_blocks, y_blocks.transpose(1, 2), alpha=-2)
        delta = z[None] - y[squares.argmin(-1)]  # S, Q, d
        towards = torch.stack([delta[s, :, s * w:(s + 1) * w] for s in range(S)])
        distance = towards.norm(dim=-1, keepdim=True)
        towards = towards / distance.clamp(min=1e-12)
        along = (delta.transpose(1, 2) @ towards).permute(1, 0, 2).reshape(d, d) / (S * Q)  # R'G
        skew = along - along.T
        self.steps += 1
        self.mean.mul_(FIRST).add_(skew, alpha=1 - FIRST)
        self.square.mul_(SECOND).addcmul_(skew, skew, value=1 - SECOND)
        step = job["rate"] * self.mean / (1 - FIRST ** self.steps)
        step = step / ((self.square / (1 - SECOND ** self.steps)).sqrt() + EPSILON)
        self.rotation = self.rotation @ torch.linalg.solve(self.eye + step / 2, self.eye - step / 2)
        return float(distance.mean())


class Autograd:
    def __init__(self):
        self.rows, self.queries, self.keys = torch.from_numpy(rows), torch.from_numpy(queries), torch.from_numpy(keys)
        self.free = torch.zeros(d, d, requires_grad=True)
        self.optimiser = torch.optim.Adam([self.free], lr=job["rate"])

    def step(self, batch):
        lower = torch.tril(self.free, -1)
        rotation = torch.matrix_exp(lower - lower.T)
        h, k = self.rows[self.queries[batch]], self.rows[self.keys[batch]]
        z = (h @ rotation).view(Q, S, w).transpose(0, 1)
        with torch.no_grad():
            y = (k @ rotation).view(N, S, w).transpose(0, 1)
            nearest = torch.cdist(z, y).argmin(-1)  # S, Q
        chosen = torch.einsum("sqd,dsw->sqw", k[nearest], rotation.view(d, S, w))
        loss = (z - chosen).norm(dim=-1).mean()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        return float(loss.detach())


ways = {"numpy": Numpy(), "torch": Torch(), "autograd": Autograd()}
for line in sys.stdin:
    way, laps = line.split()
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(int(laps)):
        losses = [ways[way].step(batch) for batch in range(job["batches"])]
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(json.dumps({"seconds": wall, "processorSeconds": processor, "losses": losses}), flush=True)
