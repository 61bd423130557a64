"""The network of the neural tagger, for training (torch), and as a file for onnxruntime.

A BERT encoder (Devlin et al. 2019) of MiniLM's width whose word pieces also carry how their word is written. From the
first piece of each word come the scores of its labels and three vectors: as a cue, and as source or content of one. The
product of two says how likely they belong together (statements/links.py).
"""

import numpy as np
import onnx
import torch
import torch.nn.functional as F  # noqa: N812
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn

WIDTH, HEADS, INNER, LINK = 384, 12, 1536, 64
PIECES, PLACES, WRITINGS = 30522, 512, 6


def drop_some(x, share, rng):
    """Dropout by random bytes, several times faster than torch's on a CPU."""
    if rng is None or not share:
        return x
    least = round(256 * share)
    bytes_ = np.frombuffer(rng.bytes(x.numel()), np.uint8).copy()
    return x * (torch.from_numpy(bytes_).view(x.shape) >= least).to(x.dtype).mul_(256 / (256 - least))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, share, rng):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + drop_some(self.out(seen.transpose(1, 2).reshape(b, n, WIDTH)), share, rng))
        return self.norm2(x + drop_some(self.down(F.gelu(self.up(x))), share, rng))


class Network(nn.Module):
    def __init__(self, labels, layers):
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.mark = nn.Embedding(WRITINGS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tag, self.cue, self.role = nn.Linear(WIDTH, labels), nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, 2 * LINK)
        nn.init.zeros_(self.mark.weight)

    def forward(self, ids, marks, first, mask, share=0.0, rng=None):
        """Scores of labels, vectors of cues and of roles for every word.

        ids and marks of pieces, mask of those that are none; `first` the place of each word's first piece.
        """
        x = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.mark(marks))
        x = drop_some(x, share, rng)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], share, rng)
        words = drop_some(torch.gather(x, 1, first[:, :, None].expand(-1, -1, WIDTH)), share, rng)
        return self.tag(words), self.cue(words), self.role(words)


@torch.no_grad()
def load_encoder(net, path):
    """Take the embeddings and the first layers of a BERT encoder in safetensors."""
    have = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
    net.word.weight.copy_(have["embeddings.word_embeddings.weight"])
    net.place.weight.copy_(
        have["embeddings.position_embeddings.weight"] + have["embeddings.token_type_embeddings.weight"][0]
    )
    parts = {"out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
             "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}  # fmt: skip
    for part in ("weight", "bias"):
        getattr(net.norm, part).copy_(have[f"embeddings.LayerNorm.{part}"])
        for number, layer in enumerate(net.layers):
            here = f"encoder.layer.{number}."
            looks = [have[f"{here}attention.self.{which}.{part}"] for which in ("query", "key", "value")]
            getattr(layer.qkv, part).copy_(torch.cat(looks))
            for ours, theirs in parts.items():
                getattr(getattr(layer, ours), part).copy_(have[f"{here}{theirs}.{part}"])


class Graph:
    """The nodes and weights of an onnx graph as they are laid down."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], {}

    def constant(self, name, values):
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def add(self, kind, inputs, out, **attributes):
        outs = out if isinstance(out, list) else [out]
        self.nodes.append(helper.make_node(kind, inputs, outs, name=outs[0], **attributes))
        return out

    def linear(self, x, name):
        weight = self.constant(name + ".w", self.weights[name + ".weight"].T)
        self.add("MatMul", [x, weight], name + ".product")
        return self.add("Add", [name + ".product", self.constant(name + ".b", self.weights[name + ".bias"])], name)

    def normalise(self, x, name):
        scale, shift = (self.constant(f"{name}.{p}", self.weights[f"{name}.{p}"]) for p in ("weight", "bias"))
        return self.add("LayerNormalization", [x, scale, shift], name, epsilon=1e-12, axis=-1)


def build_graph(weights, layers):
    """The network for one window without padding: ids, marks and first to the scores of every word's labels."""
    g = Graph(weights)
    first_axis = g.constant("axis", np.array([0]))
    g.add("Gather", [g.constant("word", weights["word.weight"]), "ids"], "word.e")
    g.add("Gather", [g.constant("mark", weights["mark.weight"]), "marks"], "mark.e")
    g.add("Shape", ["ids"], "length")
    places = g.constant("place", weights["place.weight"])
    g.add("Slice", [places, g.constant("zero", np.array([0])), "length", first_axis], "place.e")
    g.add("Add", ["word.e", "place.e"], "sum.1")
    g.add("Add", ["sum.1", "mark.e"], "sum.2")
    x = g.add("Unsqueeze", [g.normalise("sum.2", "norm"), first_axis], "x")
    for number in range(layers):
        p = f"layers.{number}."
        looks = g.add("Split", [g.linear(x, p + "qkv")], [p + "q", p + "k", p + "v"], axis=-1, num_outputs=3)
        g.add("MultiHeadAttention", looks, p + "seen", domain="com.microsoft", num_heads=HEADS)
        x = g.normalise(g.add("Add", [x, g.linear(p + "seen", p + "out")], p + "sum.1"), p + "norm1")
        g.add("Gelu", [g.linear(x, p + "up")], p + "inner")
        x = g.normalise(g.add("Add", [x, g.linear(p + "inner", p + "down")], p + "sum.2"), p + "norm2")
    g.add("Squeeze", [x, first_axis], "pieces")
    g.add("Gather", ["pieces", "first"], "words")
    for name in ("tag", "cue", "role"):
        g.linear("words", name)
    sizes = {"ids": "n", "marks": "n", "first": "m"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in sizes.items()]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["m", len(weights[name + ".bias"])])
        for name in ("tag", "cue", "role")
    ]
    return helper.make_graph(g.nodes, "tagger", inputs, outputs, list(g.constants.values()))


def save_network(net, path, missed):
    """Write a network with weights of 7 bits; `missed` is taken from the score of no label: what it costs to miss one.

    Weights have a scale for each column; what is multiplied with them is rounded to 8 bits stretch by stretch, and no
    processor cuts off the sums of 7 and 8 bits. The last products, of labels and links, stay whole.
    """
    weights = {name: values.float().numpy() for name, values in net.state_dict().items()}
    weights["tag.bias"] = weights["tag.bias"].copy()
    weights["tag.bias"][0] -= missed
    for part in ("cue.weight", "cue.bias"):  # measure_links divides by 8, the root of LINK
        weights[part] = weights[part] / 8
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    whole = str(path) + ".whole"
    onnx.save(helper.make_model(build_graph(weights, len(net.layers)), opset_imports=opsets, ir_version=9), whole)
    quantize_dynamic(
        whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=["tag.product", "cue.product", "role.product"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip
