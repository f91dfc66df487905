"""The numbers of a run, computed a second way: from the files of its folder, in float64, with nothing of Assay's own code.

    python3 second_route.py RUN_FOLDER [CORPUS_FOLDER]

Of every network: attention patterns as in result.json. On Mess3, on the very rows that were held out (split and samples are
functions of the seed): mean KL(truth || network), both next-token scores of network and printed program, and R2 of the belief
read out of the residual stream. With a corpus of toy-english (./assay generate) its networks' loss above the law of the corpus.
One line for each number; exit code 1 when two routes disagree. Needs numpy.
"""
import hashlib, itertools, json, re, struct, sys
from pathlib import Path
import numpy as np

# ---------------------------------------------------------------- seeds: Philox4x32-10 (Salmon et al. 2011), FNV-1a for names
M32 = 2**32 - 1

def philox(low, high, key):
    c, k = [low & M32, low >> 32, high & M32, high >> 32], [key & M32, key >> 32]
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & M32, (a >> 32) ^ c[3] ^ k[1], a & M32]
        k = [(k[0] + 0x9E3779B9) & M32, (k[1] + 0xBB67AE85) & M32]
    return c[1] << 32 | c[0], c[3] << 32 | c[2]

def child(key, part):
    h = 0xCBF29CE484222325
    for byte in part.encode() if isinstance(part, str) else ():
        h = (h ^ byte) * 0x100000001B3 & 2**64 - 1
    return (philox(h, 2, key) if isinstance(part, str) else philox(part, 1, key))[0]

def permutation(key, n):
    words = (w for i in itertools.count() for w in philox(i, 0, key))
    order = [0] * n
    for i in range(n):
        while True:  # Lemire's rejection
            product = (next(words) >> 32) * (i + 1)
            if (product & M32) >= 2**32 % (i + 1):
                break
        j = product >> 32
        order[i], order[j] = order[j], i
    return np.array(order)

# ---------------------------------------------------------------- weights and forward pass, TransformerLens names
def safetensors(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    out = {}
    for name, t in header.items():
        if name != "__metadata__":
            assert t["dtype"] == "F32", t
            a, b = t["data_offsets"]
            out[name] = np.frombuffer(data[8 + size + a:8 + size + b], "<f4").reshape(t["shape"]).astype(float)
    return out

def forward(config, w, tokens):
    """tokens B x P -> laws B x P x V, last residual stream B x P x D, patterns, each B x N x Q x K."""
    P, H, bilinear = tokens.shape[1], config["d_head"], config["assay"]["attention"] == "bilinear"
    causal = np.tril(np.ones((P, P), bool))
    def norm(x, at):
        if config["normalization_type"] is None:
            return x
        x = x - x.mean(-1, keepdims=True)
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + config["eps"]) * w[at + ".w"] + w[at + ".b"]
    def project(x, at, letter):
        y = np.einsum("bpd,ndh->bnph", x, w[f"{at}.W_{letter}"])
        return y + w[f"{at}.b_{letter}"][None, :, None, :] if f"{at}.b_{letter}" in w else y
    def turned(x):
        if config["positional_embedding_type"] != "rotary":
            return x
        angle = np.arange(P)[:, None] * config["rotary_base"] ** (-2.0 * np.arange(H // 2) / H)
        z = (x[..., :H // 2] + 1j * x[..., H // 2:]) * np.exp(1j * angle)
        return np.concatenate([z.real, z.imag], -1)
    def scores(x, at, q, k):
        return turned(project(x, at, q)) @ turned(project(x, at, k)).swapaxes(-1, -2)

    x = w["embed.W_E"][tokens]
    if config["positional_embedding_type"] != "rotary":
        x = x + w["pos_embed.W_pos"][:P]
    patterns = []
    for layer in range(config["n_layers"]):
        at = f"blocks.{layer}.attn"
        a = norm(x, f"blocks.{layer}.ln1")
        if bilinear:
            pattern = np.where(causal, scores(a, at, "Q1", "K1") * scores(a, at, "Q2", "K2") / H**2, 0)
        else:
            s = np.where(causal, scores(a, at, "Q", "K") / np.sqrt(H), -np.inf)
            e = np.exp(s - s.max(-1, keepdims=True))
            pattern = e / e.sum(-1, keepdims=True)
        patterns.append(pattern)
        x = x + np.einsum("bnph,nhd->bpd", pattern @ project(a, at, "V"), w[at + ".W_O"]) + w.get(at + ".b_O", 0)
        if not config["attn_only"]:
            assert config["act_fn"] == "relu", config["act_fn"]
            mlp = f"blocks.{layer}.mlp"
            pre = norm(x, f"blocks.{layer}.ln2") @ w[mlp + ".W_in"] + w[mlp + ".b_in"]
            x = x + np.maximum(pre, 0) @ w[mlp + ".W_out"] + w[mlp + ".b_out"]
    logits = norm(x, "ln_final") @ w["unembed.W_U"] + w.get("unembed.b_U", 0)
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True), x, patterns

# ---------------------------------------------------------------- printed programs: heads that look at one offset, units, votes
def interpret(text, sequences):
    """Next-token laws of a printed program, B x P x V."""
    word = re.compile(r'[+-]?"[^"]*"(?:=\S+)?|[^\s"{}]+')
    lines = [[w.replace('"', "") for w in word.findall(line)] for line in text.splitlines()]
    vocab, parents, explicit, heads, units, votes = [], {}, {}, [], [], {}
    for line in lines:
        kind, rest = line[0], line[1:]
        if kind == "vocab":
            vocab = rest
        elif kind in ("label", "token"):
            (parents if kind == "label" else explicit)[rest[0]] = set(rest[2:])
        elif kind == "head":  # NAME layer 1 k=1 theta=1 offset +N value LABEL ...: copies from N back
            assert rest[1:6] == ["layer", "1", "k=1", "theta=1", "offset"] and rest[7] == "value", line
            heads.append((rest[0], int(rest[6]), set(rest[8:])))
        elif kind == "unit":
            assert rest[1:4] == ["layer", "2", "when"] and "del" not in rest, line
            end = max(i for i, w in enumerate(rest) if w == ">=")
            atoms = [re.fullmatch(r"([+-])(?:(\d+)\*)?(.*)", w).groups() for w in rest[4:end]]
            when = [(label, int(sign + (times or "1"))) for sign, times, label in atoms]
            units.append((when, int(rest[end + 1]), set(rest[end + 3:])))
        elif kind in ("bias", "predict"):
            pairs = [w.rsplit("=", 1) for w in (rest if kind == "bias" else rest[2:])]
            row = votes["" if kind == "bias" else rest[0]] = np.zeros(len(vocab))
            row[[vocab.index(t) for t, _ in pairs]] = [float(x) for _, x in pairs]
    def up(label):  # itself and its ancestors; a copy NAME:label has the ancestors of the label, renamed
        head, _, base = label.partition(":")
        if label not in parents and any(head == name for name, _, _ in heads):
            return {f"{head}:{a}" for a in up(base)} if base != "none" else {label}
        return {label}.union(*(up(p) for p in parents[label]))

    memo, laws = {}, np.zeros(sequences.shape + (len(vocab),))
    reach = max((back for _, back, _ in heads), default=0)
    for b, sequence in enumerate(sequences):
        for p in range(len(sequence)):
            seen = tuple(sequence[max(0, p - reach):p + 1])
            if seen not in memo:
                own = [explicit[vocab[t]] for t in seen]
                held = set(own[-1])
                for name, back, values in heads:
                    held |= {f"{name}:{l}" for l in own[-1 - back] if up(l) & values} if back < len(own) else {name + ":none"}
                closed = set().union(*(up(l) for l in held))
                for when, threshold, add in units:
                    if sum(weight for label, weight in when if label in closed) >= threshold:
                        held = held | add
                logits = sum(votes.get(label, 0) for label in sorted({""}.union(*(up(l) for l in held))))
                e = np.exp(logits - logits.max())
                memo[seen] = (1 - 1e-6) * e / e.sum() + 1e-6 / len(vocab)
            laws[b, p] = memo[seen]
    return laws

# ---------------------------------------------------------------- Mess3(x = 0.05, alpha = 0.85): filter, rows, scores
def filtered(sequences):
    """Belief after each token, law of the next, probability of the context; from the stationary belief."""
    move, emit = np.full((3, 3), 0.05) + np.eye(3) * 0.85, np.full((3, 3), 0.075) + np.eye(3) * 0.775
    T = np.stack([move * emit[:, v] for v in range(3)])
    belief, probability = np.full((len(sequences), 3), 1 / 3), np.ones(len(sequences))
    passed = []
    for p in range(sequences.shape[1]):
        belief = np.einsum("bi,bij->bj", belief, T[sequences[:, p]])
        step = belief.sum(1)
        belief, probability = belief / step[:, None], probability * step
        passed.append((belief, probability))
    beliefs, probabilities = [np.stack(part, 1) for part in zip(*passed)]
    return beliefs, np.einsum("bpi,vij->bpv", beliefs, T), probabilities

def kl(p, q, w):
    return float((w * (p * np.log(p / q)).sum(-1)).sum() / w.sum())

def held_out(sequence, depth, share, salt):
    digest = hashlib.sha256()
    for part in (struct.pack(f">{depth}i", *sequence[:depth]), str(salt).encode()):
        digest.update(struct.pack(">q", len(part)) + part)
    return int(digest.hexdigest()[:6], 16) < share * 0x1000000

def r2(h, y, w, fit, scored, ridge):
    a = w[fit] / w[fit].sum()
    mean, y0 = a @ h[fit], a @ y[fit]
    z = (h - mean) / np.sqrt(a @ (h[fit] - mean) ** 2)
    gram = z[fit].T @ (z[fit] * a[:, None])
    coefficients = np.linalg.solve(gram + ridge * np.eye(len(gram)), z[fit].T @ ((y[fit] - y0) * a[:, None]))
    b, t = w[scored] / w[scored].sum(), y[scored]
    miss = t - y0 - z[scored] @ coefficients
    return float(1 - (b @ miss**2).sum() / (b @ (t - b @ t) ** 2).sum())

failed = []

def line(what, here, there, tolerance):
    verdict = "ok  " if abs(here - there) <= tolerance else failed.append(what) or "FAIL"
    print(f"{verdict} {what}: {here:.10g} here, {there:.10g} in the run, tolerance {tolerance:g}")

def mess3(folder, spec, seed, scores, networks):
    length, depth = spec["contexts"]["enumerate"], spec["contexts"]["splitDepth"]
    sequences = np.array(list(itertools.product(range(3), repeat=length)))
    belief, truth, probability = filtered(sequences)
    # A context is a row of the first sequence that begins with it: the one that goes on with zeros.
    b, p = np.argwhere([[not any(s[i + 1:]) for i in range(length)] for s in sequences]).T
    belief, truth, w = belief[b, p], truth[b, p], probability[b, p] / length
    residual = f"blocks.{spec['network']['nLayers'] - 1}.hook_resid_post"
    for r in range(scores["mess3/trained/network/next-token/excess"]["seeds"]):
        def said(score):
            return float(scores[score]["derivation"]["inputs"]["values"].split(" | ")[r])

        def compare(score, here, tolerance):
            line(f"replicate {r} {score}", here, said(score), tolerance)

        own = child(child(child(seed, "mess3"), "replicate"), r)
        split = {s: held_out(s, depth, spec["contexts"]["heldOutShare"], own) for s in {tuple(s[:depth]) for s in sequences}}
        held = np.array([q >= depth - 1 and split[tuple(sequences[s][:depth])] for s, q in zip(b, p)])
        most = spec["methods"]["editedRows"]
        rows = np.flatnonzero(held)
        edited = np.sort(rows[permutation(child(own, "edited"), len(rows))[:most]]) if len(rows) > most else rows
        laws, last, _ = forward(*networks[r % len(networks)], sequences)
        laws, last = laws[b, p], last[b, p]
        program = interpret((folder / "mess3" / f"program-{r}.assay").read_text(), sequences)[b, p]
        compare("mess3/trained/network/next-token/excess", kl(truth[held], laws[held], w[held]), 1e-6)
        compare("mess3/trained/network/next-token/kl-from-truth", kl(truth[edited], laws[edited], w[edited]), 1e-6)
        compare("mess3/trained/program/next-token/kl-from-truth", kl(truth[edited], program[edited], w[edited]), 1e-9)
        compare("mess3/trained/program/next-token/kl-from-network", kl(laws[edited], program[edited], w[edited]), 1e-6)
        name = f"mess3/trained/residual-stream/{residual}/belief/r2"
        if name in scores:  # left out where the network is far from the optimum; equal ridges of replicates are said once
            ridges = re.findall(r"ridge ([^ ,]+)", scores[name]["derivation"]["inputs"]["readout"])
            found = [r2(last, belief, w, ~held, held, float(ridge)) for ridge in ridges]
            compare(name, min(found, key=lambda value: abs(value - said(name))), 1e-6)

def corpus(path, folder, scores, network):
    rows = [json.loads(line) for line in open(path / "sequences.jsonl", encoding="utf-8")]
    tokens, p = np.array([r["tokens"] for r in rows]), np.array([r["probability"] for r in rows])
    program = (folder / "toy-english" / "program-0.assay").read_text()
    tokens, p = tokens[:, :network[0]["n_ctx"] + 1], p[:, :network[0]["n_ctx"] + 1]
    after = np.arange(3, tokens.shape[1])  # targets of contexts of three tokens and more: the held-out ones
    for name, laws in [("network", forward(*network, tokens[:, :-1])[0]), ("program", interpret(program, tokens[:, :-1]))]:
        q = np.take_along_axis(laws, tokens[:, 1:, None], 2)[:, after - 1, 0]
        excess = (np.log(p[:, after]) - np.log(q)).mean(1)
        score = scores[f"toy-english/trained/{name}/next-token/kl-from-truth"]
        error = excess.std() / np.sqrt(len(excess))
        line(f"toy-english {name}, KL from the truth on {len(rows)} other sequences",
                    excess.mean(), score["value"], 4 * error + score["high"] - score["low"])

def main(folder, *corpora):
    folder = Path(folder)
    experiment, result = [json.loads((folder / n).read_text(encoding="utf-8")) for n in ("experiment.json", "result.json")]
    scores = {s["id"]: s for s in result["scores"]}
    for spec, process in zip(experiment["languages"], result["processes"]):
        at = folder / spec["language"]
        networks = [(json.loads((at / f"network-{i}" / "config.json").read_text()),
                     safetensors(at / f"network-{i}" / "model.safetensors")) for i in range(spec["networks"])]
        ids = {t: int(i) for i, t in json.loads((at / "network-0" / "vocab.json").read_text(encoding="utf-8")).items()}
        worst = 0.0
        for shown in process["attention"]:
            patterns = forward(*networks[0], np.array([[ids[t] for t in shown["tokens"]]]))[2]
            for h in shown["patterns"]:
                worst = max(worst, float(np.abs(patterns[h["layer"]][0, h["head"]] - np.array(h["weights"])).max()))
        line(f"{spec['language']}, largest difference of {len(process['attention'])} attention patterns", worst, 0, 1e-4)
        if spec["language"] == "mess3":
            mess3(folder, spec, experiment["seed"], scores, networks)
        elif corpora:
            corpus(Path(corpora[0]), folder, scores, networks[0])
    return 1 if failed else 0

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
