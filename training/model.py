"""The network that is trained: an encoder with features, tag scores and pair vectors.

The shipped file holds the same computation (see `export.py`); what comes out is described in
`onrecord.extracting.encoder`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from onrecord.extracting.encoder import NESTED_TAGS, PAIR_WIDTH, RANK, ROLE_LABELS, TAGS
from onrecord.extracting.roles import DISTANCES, PARAGRAPH_DISTANCES

FEATURE_SIZES = (3, 2, 4)
HEAD_WIDTH = 384


class AttributionModel(nn.Module):
    """The network that is shipped."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder: nn.Module = BertModel(config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.make_heads(config.hidden_size)

    def make_heads(self, width: int) -> None:
        """Everything above (and, for the features, below) an encoder of this width."""
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURE_SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.tags = nn.Linear(width, len(TAGS) + len(NESTED_TAGS))
        self.roles = nn.Sequential(nn.Linear(width, HEAD_WIDTH), nn.GELU(), nn.Dropout(0.1))
        self.pairs = nn.Linear(HEAD_WIDTH, 3 * PAIR_WIDTH + len(ROLE_LABELS))
        self.distance = nn.Embedding(DISTANCES, len(ROLE_LABELS))
        self.paragraph_distance = nn.Embedding(PARAGRAPH_DISTANCES, len(ROLE_LABELS))
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.paragraph_distance.weight)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, mask (B, L), features (B, L, 3) -> tags (B, L, 7 + 3), pairs (B, L, 3P + 5)."""
        hidden = self.dropout(self.encode(ids, features, mask))
        return self.tags(hidden), self.pairs(self.roles(hidden))

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """The encoder's vectors, (B, L, width)."""
        vectors = self.encoder.embeddings.word_embeddings(ids) + self.feature_vectors(features)
        hidden: Tensor = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return hidden

    def feature_vectors(self, features: Tensor) -> Tensor:
        """The sum of the features' embeddings, (B, L, width)."""
        return sum(table(features[..., i]) for i, table in enumerate(self.features))

    def role_scores(
        self, pairs: Tensor, cues: Tensor, distance: Tensor, paragraph_distance: Tensor
    ) -> Tensor:
        """Score each piece's role in each cue's statement.

        pairs (B, L, 3P + 5); cues (B, K, 2), first and last piece in the window, 0 where padded;
        distance and paragraph_distance (B, K, L), bucket numbers -> (B, K, L, 5).
        """
        batch = pairs.shape[0]
        member, first, last, bias = pairs.split([PAIR_WIDTH] * 3 + [len(ROLE_LABELS)], dim=-1)
        rows = torch.arange(batch)[:, None]
        cue = first[rows, cues[..., 0]] + last[rows, cues[..., 1]]
        shape = (batch, -1, len(ROLE_LABELS) - 1, RANK)
        scores = torch.einsum("bklr,btlr->bktl", cue.view(shape), member.reshape(shape)) / RANK**0.5
        scores = torch.cat([torch.zeros_like(scores[..., :1]), scores], dim=-1)
        return (
            scores
            + bias[:, None]
            + self.distance(distance)
            + self.paragraph_distance(paragraph_distance)
        )
