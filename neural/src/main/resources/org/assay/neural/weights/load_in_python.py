"""Opens the network of this folder in Python, and checks that what was opened is what was written.

    from load_in_python import load, forward
    config, weights = load()                    # dict, and NumPy arrays by TransformerLens name
    logits = forward(config, weights, tokens)   # (sequences, positions, vocabulary)

Run as a script it checks, with NumPy alone: every file against the SHA-256 in manifest.json; names and shapes of the tensors
against config.json; that both key layouts hold the same numbers; that a forward pass in double precision gives the logits of
check.npz. Where torch and transformer_lens can be imported it loads the network there too and compares logits. Nothing is read
that could run code. Exit status 0 = everything that was checked is so, 1 = something is not.
"""
import hashlib
import json
import math
import pathlib
import struct
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
DTYPES = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "BF16": "<u2"}
REPARAMETRISED = ("spectral", "weight_standardisation")


# --- files ---


def read_safetensors(path):
    """Tensors of a safetensors file as arrays of float64, by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length].decode("utf-8"))
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin : 8 + length + end], dtype=DTYPES[entry["dtype"]])
        if entry["dtype"] == "BF16":
            values = (values.astype("<u4") << 16).view("<f4")
        tensors[name] = values.astype(np.float64).reshape(entry["shape"])
    return tensors


def load(folder=HERE):
    """The configuration, and the weights in the layout of TransformerLens up to 3."""
    folder = pathlib.Path(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config, read_safetensors(folder / "model.safetensors")


def vocabulary(folder=HERE):
    """Tokens in the order of their ids."""
    names = json.loads((pathlib.Path(folder) / "vocab.json").read_text(encoding="utf-8"))
    return [names[str(i)] for i in range(len(names))]


# --- forward pass; axes: b sequence, p q k position, n head, h inside a head, d width, f hidden, v vocabulary ---


def forward(config, w, tokens):
    """Logits (b, p, v) of token ids (b, p), in double precision."""
    own = config["assay"]
    tokens = np.asarray(tokens)
    x = w["embed.W_E"][tokens]  # b p d
    if config["positional_embedding_type"] == "standard":
        x = x + w["pos_embed.W_pos"][: tokens.shape[1]]
    for layer in range(config["n_layers"]):
        block = f"blocks.{layer}."
        written = attention(config, w, block + "attn.", norm(config, w, block + "ln1.", x))
        x = own.get("attn_keep", 1) * x + own.get("attn_write", 1) * written
        if not config["attn_only"]:
            written = mlp(config, w, block + "mlp.", norm(config, w, block + "ln2.", x))
            x = own.get("mlp_keep", 1) * x + own.get("mlp_write", 1) * written
    x = norm(config, w, "ln_final.", x)
    unembed = w["embed.W_E"].T if own.get("tied_unembed") else w["unembed.W_U"]
    return x @ unembed + (w["unembed.b_U"] if own.get("unembed_bias") else 0)


def norm(config, w, prefix, x):
    kind = config["normalization_type"]
    if kind is None:
        return x
    if kind in ("LN", "LNPre"):
        x = x - x.mean(-1, keepdims=True)
    square = w[prefix + "running_square"] if kind == "batch" else (x * x).mean(-1, keepdims=True)
    x = x / np.sqrt(square + config["eps"])
    if kind in ("LN", "RMS"):
        x = x * w[prefix + "w"]
    return x + w[prefix + "b"] if kind == "LN" else x


def attention(config, w, attn, x):
    kind = config["assay"]["attention"]
    projected = {}
    for name in ("Q1", "K1", "Q2", "K2", "V") if kind == "bilinear" else ("Q", "K", "V"):
        y = np.einsum("bpd,ndh->bnph", x, matrix(config, w, attn, name))
        if config["assay"]["biases"]:
            y = y + w[attn + "b_" + name][:, None]
        if name != "V":
            y = rotate(config, normalise_batch(config, w, attn + "bn_" + name + ".", y))
        projected[name] = y
    size = config["d_head"]
    if kind == "bilinear":
        scores = projected["Q1"] @ projected["K1"].swapaxes(-1, -2)  # b n q k
        scores = scores * (projected["Q2"] @ projected["K2"].swapaxes(-1, -2)) / size**2
    else:
        scores = projected["Q"] @ projected["K"].swapaxes(-1, -2)
    seen = np.tril(np.ones(scores.shape[-2:], dtype=bool))
    if kind == "softmax":
        scores = np.where(seen, scores / math.sqrt(size), -np.inf)
        pattern = np.exp(scores - scores.max(-1, keepdims=True))
        pattern = pattern / pattern.sum(-1, keepdims=True)
    elif kind == "cubic":
        pattern = np.where(seen, (scores / math.sqrt(size)) ** 3 / math.sqrt(config["n_ctx"]), 0)
    else:
        pattern = np.where(seen, scores if kind == "bilinear" else scores**2 / size**2, 0)
        if kind == "squared_normalised":
            pattern = pattern / (pattern.sum(-1, keepdims=True) + config["eps"])
    out = np.einsum("bnph,nhd->bpd", pattern @ projected["V"], w[attn + "W_O"])
    return out + w[attn + "b_O"] if config["assay"]["biases"] else out


def matrix(config, w, attn, name):
    """A projection (n, d, h) as it is read: the control of queries and keys acts on all heads side by side."""
    control = config["assay"].get("qk_control", "none")
    whole = w[attn + "W_" + name]
    if name == "V" or control not in REPARAMETRISED:
        return whole
    heads, width, size = whole.shape
    side = whole.transpose(1, 0, 2).reshape(width, heads * size)
    if control == "spectral":
        side = side / np.linalg.norm(side, 2)
    else:
        side = side - side.mean(0)
        side = side / np.sqrt((side * side).sum(0) + config["eps"])
    return side.reshape(width, heads, size).transpose(1, 0, 2)


def normalise_batch(config, w, prefix, y):
    if config["assay"].get("qk_control", "none") != "batch_norm":
        return y
    mean, variance, gain, offset = (w[prefix + part][:, None] for part in ("running_mean", "running_var", "w", "b"))
    return gain * (y - mean) / np.sqrt(variance + config["eps"]) + offset


def rotate(config, y):
    """Entry i of a head turns with entry i + h/2."""
    if config["positional_embedding_type"] != "rotary":
        return y
    half = config["d_head"] // 2
    frequencies = config["rotary_base"] ** (-2.0 * np.arange(half) / config["d_head"])
    angles = np.arange(y.shape[-2])[:, None] * frequencies  # p h/2
    first, second = y[..., :half], y[..., half:]
    cos, sin = np.cos(angles), np.sin(angles)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], -1)


def mlp(config, w, prefix, x):
    if config["act_fn"] == "bilinear":
        y = (x @ w[prefix + "W_gate"]) * (x @ w[prefix + "W_in"])
        y = y + w[prefix + "b_in"] if config["assay"]["biases"] else y
    else:
        y = x @ w[prefix + "W_in"]
        y = y + w[prefix + "b_in"] if config["assay"]["biases"] else y
        y = ACTIVATIONS[config["act_fn"]](y)
    y = y @ w[prefix + "W_out"]
    return y + w[prefix + "b_out"] if config["assay"]["biases"] else y


ACTIVATIONS = {
    "relu": lambda y: np.maximum(y, 0),
    "gelu": lambda y: 0.5 * y * (1 + np.vectorize(math.erf)(y / math.sqrt(2))),
    "gelu_new": lambda y: 0.5 * y * (1 + np.tanh(math.sqrt(2 / math.pi) * (y + 0.044715 * y**3))),
}


# --- the layout of TransformerLens' own small networks ---


def from_native(config, native):
    """Weights in the layout of TransformerLens up to 3, from those of its own small networks (3.4 on)."""
    heads, width, size = config["n_heads"], config["d_model"], config["d_head"]
    norm_parts = {"LN": ("w", "b"), "LNPre": ("w", "b"), "RMS": ("w",), "RMSPre": ("w",), None: ()}
    order = np.arange(size)
    if config["positional_embedding_type"] == "rotary":  # neighbours turn together there
        order = np.concatenate([np.arange(0, size, 2), np.arange(1, size, 2)])
    own = {"embed.W_E": native.pop("tok_embed.weight"), "unembed.W_U": native.pop("head.weight").T}
    if config["positional_embedding_type"] == "standard":
        own["pos_embed.W_pos"] = native.pop("pos.weight")
    prefixes = {"ln_final.": "ln_out."}
    for layer in range(config["n_layers"]):
        block, there = f"blocks.{layer}.", f"layers.{layer}."
        prefixes[block + "ln1."] = there + "ln1."
        for name in "QKV":
            turned = order if name != "V" else np.arange(size)
            weight = native.pop(f"{there}attn.{name.lower()}.weight").reshape(heads, size, width)
            own[f"{block}attn.W_{name}"] = weight[:, turned].transpose(0, 2, 1)
            own[f"{block}attn.b_{name}"] = native.pop(f"{there}attn.{name.lower()}.bias").reshape(heads, size)[:, turned]
        own[block + "attn.W_O"] = native.pop(there + "attn.o.weight").T.reshape(heads, size, width)
        own[block + "attn.b_O"] = native.pop(there + "attn.o.bias")
        if not config["attn_only"]:
            prefixes[block + "ln2."] = there + "ln2."
            for ours, theirs in (("in", "fc_in"), ("out", "fc_out")):
                own[f"{block}mlp.W_{ours}"] = native.pop(f"{there}mlp.{theirs}.weight").T
                own[f"{block}mlp.b_{ours}"] = native.pop(f"{there}mlp.{theirs}.bias")
    for prefix, there in prefixes.items():
        for part in norm_parts[config["normalization_type"]]:
            own[prefix + part] = native.pop(there + {"w": "weight", "b": "bias"}[part])
    return own


# --- checks ---


class Report:
    def __init__(self):
        self.failed = False

    def so(self, what, holds, detail=""):
        self.failed |= not holds
        print(("so        " if holds else "NOT SO    ") + what + (": " + detail if detail else ""))

    def unchecked(self, what, why):
        print("unchecked " + what + ": " + why)


def check(folder=HERE):
    """Prints one line for everything that is so, is not so, or could not be checked; returns whether nothing is not so."""
    report = Report()
    names = check_manifest(folder, report)
    config, w = load(folder)
    check_tensors(config, w, report)
    report.so("one token for every id", len(vocabulary(folder)) == config["d_vocab"])
    expected = {name: np.asarray(array) for name, array in np.load(folder / "check.npz", allow_pickle=False).items()}
    close(report, "logits of a NumPy forward pass in double precision", forward(config, w, expected["tokens"]),
          expected["logits"], 1e-9)
    if "model-native.safetensors" in names:
        check_native(config, w, folder, report)
    else:
        report.unchecked("model-native.safetensors", "TransformerLens' own small networks cannot be this architecture")
    check_transformer_lens(config, folder, expected, "model-native.safetensors" in names, report)
    return not report.failed


def close(report, what, got, wanted, tolerance):
    gap = float(np.max(np.abs(np.asarray(got, dtype=np.float64) - wanted)) / (1 + np.max(np.abs(wanted))))
    report.so(what, gap <= tolerance, f"largest gap {gap:.1e} of the largest logit, allowed {tolerance:.0e}")


def check_manifest(folder, report):
    names = []
    for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]:
        data = (folder / entry["name"]).read_bytes()
        report.so("SHA-256 of " + entry["name"], hashlib.sha256(data).hexdigest() == entry["sha256"])
        names.append(entry["name"])
    return names


def check_tensors(config, w, report):
    d, n, h, f, v = (config[key] for key in ("d_model", "n_heads", "d_head", "d_mlp", "d_vocab"))
    shapes = {"embed.W_E": (v, d), "pos_embed.W_pos": (config["n_ctx"], d), "unembed.W_U": (d, v), "unembed.b_U": (v,)}
    for part in ("W_Q", "W_K", "W_V", "W_Q1", "W_K1", "W_Q2", "W_K2"):
        shapes["attn." + part] = (n, d, h)
        shapes["attn." + part.replace("W", "b")] = (n, h)
    shapes.update({"attn.W_O": (n, h, d), "attn.b_O": (d,), "mlp.W_in": (d, f), "mlp.W_gate": (d, f), "mlp.b_in": (f,)})
    shapes.update({"mlp.W_out": (f, d), "mlp.b_out": (d,)})
    for name in ("ln1", "ln2", "ln_final"):
        shapes.update({name + ".w": (d,), name + ".b": (d,), name + ".running_square": (1,)})
    for part in ("w", "b", "running_mean", "running_var"):
        shapes.update({f"attn.bn_{name}.{part}": (n, h) for name in ("Q", "K", "Q1", "K1", "Q2", "K2")})
    wrong = []
    for name, tensor in w.items():
        layer, _, inside = name.removeprefix("blocks.").partition(".") if name.startswith("blocks.") else ("0", "", name)
        if not layer.isdigit() or int(layer) >= config["n_layers"] or shapes.get(inside) != tensor.shape:
            wrong.append(f"{name} {tensor.shape}")
    report.so("names and shapes of model.safetensors", not wrong, ", ".join(wrong))
    layers = {name.split(".")[1] for name in w if name.startswith("blocks.")}
    report.so("tensors of every layer", len(layers) == config["n_layers"], f"{len(layers)} of {config['n_layers']}")


def check_native(config, w, folder, report):
    native = read_safetensors(folder / "model-native.safetensors")
    own = from_native(config, native)
    neutral = {"w": 1, "b": 0}
    differing = [name for name, tensor in own.items() if name in w and not np.array_equal(tensor, w[name])]
    differing += [name for name in own if name not in w and np.any(own[name] != neutral.get(name[-1], 0))]
    differing += [name for name in w if name not in own and np.any(w[name] != 0)]
    report.so("both key layouts hold the same numbers", not differing and not native, ", ".join(differing + list(native)))


SHARED_FIELDS = ("n_layers", "d_model", "n_ctx", "d_head", "n_heads", "d_mlp", "d_vocab", "attn_only", "final_rms", "eps",
                 "normalization_type", "positional_embedding_type", "rotary_base", "rotary_dim")


def check_transformer_lens(config, folder, expected, native, report):
    what = "a load into TransformerLens"
    if config["assay"]["attention"] != "softmax" or config["act_fn"] == "bilinear" and not config["attn_only"]:
        report.unchecked(what, "it has no such attention or MLP")
        return
    try:
        import torch
        import transformer_lens
    except ImportError as missing:
        report.unchecked(what, str(missing))
        return
    fields = {key: config[key] for key in SHARED_FIELDS if config[key] is not None}
    fields["normalization_type"] = config["normalization_type"]
    if not config["attn_only"]:
        fields["act_fn"] = config["act_fn"]
    tokens = torch.tensor(expected["tokens"], dtype=torch.long)
    if hasattr(transformer_lens, "HookedTransformer"):
        weights = read_safetensors(folder / "model.safetensors")
        model = transformer_lens.HookedTransformer(transformer_lens.HookedTransformerConfig.from_dict(fields))
        buffers = (".mask", ".IGNORE", ".rotary_sin", ".rotary_cos")
        state = {name: tensor for name, tensor in model.state_dict().items() if not name.endswith(buffers)}
        wrong = [name for name in state.keys() | weights.keys()
                 if name not in state or name not in weights or tuple(state[name].shape) != weights[name].shape]
        report.so("names and shapes that HookedTransformer wants", not wrong, ", ".join(sorted(wrong)))
        model.load_state_dict({k: torch.tensor(v, dtype=torch.float32) for k, v in weights.items()}, strict=False)
        with torch.no_grad():
            close(report, "logits of HookedTransformer", model(tokens).numpy(), expected["logits"], 5e-5)
    if native and hasattr(transformer_lens, "TransformerBridge") or not hasattr(transformer_lens, "HookedTransformer"):
        check_bridge(fields, folder, tokens, expected, report)


def check_bridge(fields, folder, tokens, expected, report):
    import torch

    try:
        from transformer_lens.config import TransformerBridgeConfig
        from transformer_lens.model_bridge import TransformerBridge
        import transformer_lens.model_bridge.sources.native  # noqa: F401 - it adds boot_native
    except ImportError as missing:
        report.unchecked("a load into TransformerBridge", str(missing))
        return
    model = TransformerBridge.boot_native(TransformerBridgeConfig.from_dict(fields))
    weights = read_safetensors(folder / "model-native.safetensors")
    model.load_state_dict({k: torch.tensor(v, dtype=torch.float32) for k, v in weights.items()}, strict=False)
    with torch.no_grad():
        close(report, "logits of TransformerBridge.boot_native", model(tokens).numpy(), expected["logits"], 5e-5)


if __name__ == "__main__":
    sys.exit(0 if check() else 1)
