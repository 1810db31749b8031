"""Training, frame by frame: forward and back, one start or a hundred."""

from __future__ import annotations

from nbextensions.train_player.widget import TrainPlayer

__all__ = ["TrainPlayer"]
