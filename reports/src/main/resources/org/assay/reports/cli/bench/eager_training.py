"""Trains a small transformer with eager PyTorch, as training code is usually written, for `assay bench --python`.

python -c SCRIPT FOLDER. FOLDER holds job.json (architecture, optimiser, where each tensor lies), weights.f32 (the first weights,
one flat vector) and tokens.i32 (steps x sequences x length). Reads a number of laps a line from standard input; a lap is one step
on every batch. Answers one line of JSON for each: seconds by the wall, seconds on a processor, losses of the last lap.

B batch, P position, N heads, H head size, D width, F hidden, V vocabulary.
"""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
folder = sys.argv[1]
job = json.load(open(folder + "/job.json"))
flat = torch.frombuffer(bytearray(open(folder + "/weights.f32", "rb").read()), dtype=torch.float32)
tokens = torch.frombuffer(bytearray(open(folder + "/tokens.i32", "rb").read()), dtype=torch.int32).long()
tokens = tokens.view(job["steps"], -1, job["length"])  # steps, B, P+1


def tensor(name):
    """The first value of a tensor, or None where this architecture has none."""
    for entry in job["tensors"]:
        if entry["name"] == name:
            size = math.prod(entry["shape"])
            return flat[entry["offset"]:entry["offset"] + size].view(entry["shape"]).clone()
    return None


def linear(weight, bias):
    """nn.Linear from a matrix (in, out)."""
    layer = nn.Linear(weight.shape[0], weight.shape[1], bias=bias is not None)
    layer.weight = nn.Parameter(weight.t().contiguous())
    if bias is not None:
        layer.bias = nn.Parameter(bias)
    return layer


def norm(prefix):
    layer = nn.LayerNorm(tensor(prefix + "w").shape[0], eps=job["eps"])
    layer.weight = nn.Parameter(tensor(prefix + "w"))
    layer.bias = nn.Parameter(tensor(prefix + "b"))
    return layer


class Attention(nn.Module):
    """Softmax attention, or the masked product of two score matrices; one fused projection."""

    def __init__(self, prefix):
        super().__init__()
        self.names = ["Q1", "K1", "Q2", "K2", "V"] if job["bilinear"] else ["Q", "K", "V"]
        weights = [tensor(prefix + "W_" + name) for name in self.names]  # each N, D, H
        self.project = linear(
            torch.cat([w.permute(1, 0, 2).reshape(w.shape[1], -1) for w in weights], 1),
            torch.cat([tensor(prefix + "b_" + name).reshape(-1) for name in self.names]))
        out = tensor(prefix + "W_O")
        self.out = linear(out.reshape(-1, out.shape[2]), tensor(prefix + "b_O"))
        context = job["length"] - 1
        self.register_buffer("seen", torch.tril(torch.ones(context, context)).bool())

    def forward(self, x):
        B, P, D = x.shape
        parts = self.project(x).split(self.out.in_features, 2)
        parts = [part.view(B, P, job["heads"], -1).transpose(1, 2) for part in parts]  # B, N, P, H
        size = parts[0].shape[-1]
        if job["bilinear"]:
            q1, k1, q2, k2, v = parts
            pattern = (q1 @ k1.transpose(2, 3)) * (q2 @ k2.transpose(2, 3)) / size ** 2
            pattern = pattern.masked_fill(~self.seen[:P, :P], 0)
        else:
            q, k, v = parts
            pattern = (q @ k.transpose(2, 3)) * (1 / math.sqrt(size))
            pattern = F.softmax(pattern.masked_fill(~self.seen[:P, :P], -math.inf), dim=-1)
        return self.out((pattern @ v).transpose(1, 2).reshape(B, P, -1))


class Mlp(nn.Module):
    """GELU, or the product of two linear maps."""

    def __init__(self, prefix):
        super().__init__()
        if job["bilinear"]:
            self.gate = linear(tensor(prefix + "W_gate"), None)
            self.into = linear(tensor(prefix + "W_in"), None)
            self.bias = nn.Parameter(tensor(prefix + "b_in"))
        else:
            self.into = linear(tensor(prefix + "W_in"), tensor(prefix + "b_in"))
        self.out = linear(tensor(prefix + "W_out"), tensor(prefix + "b_out"))

    def forward(self, x):
        if job["bilinear"]:
            return self.out(self.gate(x) * self.into(x) + self.bias)
        return self.out(F.gelu(self.into(x)))


class Block(nn.Module):
    def __init__(self, prefix):
        super().__init__()
        self.ln1 = norm(prefix + "ln1.")
        self.attention = Attention(prefix + "attn.")
        self.ln2 = norm(prefix + "ln2.")
        self.mlp = Mlp(prefix + "mlp.")

    def forward(self, x):
        x = x + self.attention(self.ln1(x))
        return x + self.mlp(self.ln2(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding.from_pretrained(tensor("embed.W_E"), freeze=False)
        self.positions = nn.Parameter(tensor("pos_embed.W_pos"))
        self.blocks = nn.ModuleList(Block("blocks.%d." % i) for i in range(job["layers"]))
        self.ln_final = norm("ln_final.")
        self.unembed = linear(tensor("unembed.W_U"), tensor("unembed.b_U"))

    def forward(self, tok):
        x = self.embed(tok) + self.positions[:tok.shape[1]]
        for block in self.blocks:
            x = block(x)
        return self.unembed(self.ln_final(x))


model = Transformer()
matrices = [p for p in model.parameters() if p.dim() > 1]
vectors = [p for p in model.parameters() if p.dim() < 2]
optimiser = torch.optim.AdamW(
    [{"params": matrices, "weight_decay": job["decay"]}, {"params": vectors, "weight_decay": 0}], lr=job["rate"])


def lap():
    losses = []
    for batch in tokens:
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[2]), batch[:, 1:].reshape(-1))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        losses.append(loss.detach())
    return losses


for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(int(line)):
        losses = lap()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(json.dumps({"seconds": wall, "processorSeconds": processor, "losses": [float(loss) for loss in losses]}), flush=True)
