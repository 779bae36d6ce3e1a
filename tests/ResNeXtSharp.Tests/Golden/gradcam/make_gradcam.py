"""Grad-CAM computed by PyTorch in float64 for hash-filled networks (see HashFill): the stage's own map and the one scaled to the picture.

    python3 make_gradcam.py        # PyTorch 1.13, torchvision 0.14
"""
import json
import math
import pathlib

import numpy as np
import torch
from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet


def noise(key, count):
    h = 0x811C9DC5
    for byte in key.encode():
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    mask = np.uint64(0xFFFFFFFF)
    u = (np.uint64(h) + np.arange(count, dtype=np.uint64) * np.uint64(2654435761)) & mask
    u ^= u >> np.uint64(16)
    u = (u * np.uint64(0x85EBCA6B)) & mask
    u ^= u >> np.uint64(13)
    u = (u * np.uint64(0xC2B2AE35)) & mask
    u ^= u >> np.uint64(16)
    return u.astype(np.float64) / 4294967296.0 * 2 - 1


def fill(model):
    for key, tensor in model.state_dict().items():
        if key.endswith("num_batches_tracked"):
            continue
        v = torch.from_numpy(noise(key, tensor.numel())).reshape(tensor.shape)
        if tensor.dim() == 4:
            v = v * math.sqrt(6.0 / (tensor.shape[1] * tensor.shape[2] * tensor.shape[3]))
        elif tensor.dim() == 2:
            v = v / math.sqrt(tensor.shape[1])
        elif key.endswith("running_var"):
            v = 1 + 0.5 * v.abs()
        elif key.endswith("running_mean"):
            v = 0.1 * v
        elif key.endswith("bn3.weight"):
            v = 0.2 + 0.02 * v
        elif key.endswith("weight"):
            v = 1 + 0.1 * v
        else:
            v = 0.1 * v
        tensor.copy_(v)


def grad_cam(model, picture, target, stage):
    kept = {}
    handle = getattr(model, f"layer{stage + 1}").register_forward_hook(lambda module, given, result: kept.update(activations=result))
    logits = model(picture)
    handle.remove()
    (gradient,) = torch.autograd.grad(logits[0, target], kept["activations"])
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    small = torch.relu((weights * kept["activations"]).sum(dim=1, keepdim=True)).detach()
    small = small / small.max().clamp_min(1e-300)
    large = torch.nn.functional.interpolate(small, size=picture.shape[2:], mode="bilinear", align_corners=False)
    return small[0, 0], large[0, 0]


def case(name, block, layers, groups, width, size, target, stage):
    torch.set_default_dtype(torch.float64)
    model = ResNet(block, layers, num_classes=10, groups=groups, width_per_group=width).eval()
    with torch.no_grad():
        fill(model)
    picture = torch.from_numpy(noise("input", 3 * size[0] * size[1])).reshape(1, 3, *size)
    small, large = grad_cam(model, picture, target, stage)
    return {
        "model": name, "size": size, "target": target, "stage": stage, "stage_size": list(small.shape),
        "stage_map": small.flatten().tolist(),
        # One row in eight and its every third value: enough to see the scaling, and small.
        "map_sample": large[::8, ::3].flatten().tolist(),
    }


cases = [
    case(name, block, layers, groups, width, [72, 104], target, stage)
    for name, block, layers, groups, width in [("resnet18", BasicBlock, [2, 2, 2, 2], 1, 64), ("resnext14_8x4d", Bottleneck, [1, 1, 1, 1], 8, 4)]
    for target, stage in [(1, 3), (5, 3), (5, 1), (3, 2)]
]
pathlib.Path(__file__).with_name("gradcam.json").write_text(json.dumps(cases, indent=0) + "\n")
