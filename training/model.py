"""The network that is trained: an encoder with features, tag scores and pair vectors.

The shipped file holds the same computation (see `export.py`); what comes out is described in
`onrecord.extracting.encoder`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from onrecord.extracting.attribution import DISTANCES, PARAGRAPH_DISTANCES
from onrecord.extracting.encoder import PAIR_WIDTH, RANK, ROLE_LABELS, TAGS

FEATURE_SIZES = (3, 2, 4)


class AttributionModel(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURE_SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.tags = nn.Linear(width, len(TAGS))
        self.roles = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1))
        self.pairs = nn.Linear(width, 3 * PAIR_WIDTH + len(ROLE_LABELS))
        self.distance = nn.Embedding(DISTANCES, len(ROLE_LABELS))
        self.paragraph_distance = nn.Embedding(PARAGRAPH_DISTANCES, len(ROLE_LABELS))
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.paragraph_distance.weight)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids (B, L), features (B, L, 3), mask (B, L) -> tags (B, L, 7), pairs (B, L, 3P + 5)."""
        vectors = self.encoder.embeddings.word_embeddings(ids)
        for i, table in enumerate(self.features):
            vectors = vectors + table(features[..., i])
        hidden = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.pairs(self.roles(hidden))

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
