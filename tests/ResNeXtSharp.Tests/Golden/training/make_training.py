"""Learning rates, losses and optimizer steps as PyTorch computes them, in float64: python3 make_training.py > training.json"""
import json

import torch
from torch.optim import lr_scheduler as lrs

torch.set_default_dtype(torch.float64)


def rates(make, steps, lr=0.4):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    schedule = make(optimizer)
    values = []
    for _ in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return values


def plateau(metrics, **settings):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.4)
    schedule = lrs.ReduceLROnPlateau(optimizer, **settings)
    values = []
    for metric in metrics:
        values.append(optimizer.param_groups[0]["lr"])
        schedule.step(metric)
    return values


def warm_up(optimizer):
    return lrs.SequentialLR(
        optimizer,
        [lrs.LinearLR(optimizer, start_factor=0.1, total_iters=5), lrs.CosineAnnealingLR(optimizer, T_max=15, eta_min=0.01)],
        milestones=[5],
    )


def steps(make):
    generator = torch.Generator().manual_seed(1)
    value = torch.nn.Parameter(torch.rand(6, generator=generator) - 0.5)
    start = value.detach().clone()
    optimizer = make([value])
    gradients, values = [], []
    for _ in range(4):
        value.grad = torch.rand(6, generator=generator) - 0.5
        gradients.append(value.grad.tolist())
        optimizer.step()
        values.append(value.detach().tolist())
    return {"start": start.tolist(), "gradients": gradients, "values": values}


def smoothed():
    generator = torch.Generator().manual_seed(2)
    logits = (4 * torch.rand(3, 5, generator=generator) - 2).requires_grad_()
    one, other, share = torch.tensor([4, 0, 2]), torch.tensor([1, 0, 3]), 0.3
    target = (1 - share) * torch.nn.functional.one_hot(one, 5) + share * torch.nn.functional.one_hot(other, 5)
    result = {"logits": logits.flatten().tolist(), "labels": one.tolist(), "mixed_labels": other.tolist(), "mixed_share": share, "smoothing": 0.1}
    for name, wanted in (("hard", one), ("mixed", target)):
        logits.grad = None
        loss = torch.nn.functional.cross_entropy(logits, wanted, label_smoothing=0.1)
        loss.backward()
        result[name] = {"loss": loss.item(), "gradient": logits.grad.flatten().tolist()}
    return result


METRICS = [1.0, 0.9, 0.91, 0.92, 0.93, 0.8, 0.8, 0.79999, 0.81, 0.82, 0.83, 0.84, 0.85, 0.86, 0.87, 0.5, 0.6, 0.6, 0.6, 0.6]

print(json.dumps({
    "schedules": {
        "step": rates(lambda o: lrs.StepLR(o, 7, gamma=0.2), 20),
        "multi_step": rates(lambda o: lrs.MultiStepLR(o, [5, 11], gamma=0.1), 20),
        "cosine": rates(lambda o: lrs.CosineAnnealingLR(o, T_max=19, eta_min=0.01), 20),
        "one_cycle": rates(lambda o: lrs.OneCycleLR(o, max_lr=0.4, total_steps=21), 20),
        "warm_up": rates(warm_up, 20),
        "plateau": plateau(METRICS, factor=0.5, patience=2, threshold=1e-3, cooldown=1, min_lr=0.06),
    },
    "metrics": METRICS,
    "adamw": steps(lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.8, 0.98), eps=1e-6, weight_decay=0.3)),
    "adam": steps(lambda p: torch.optim.Adam(p, lr=0.02, weight_decay=0.3)),
    "nesterov": steps(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05)),
    "cross_entropy": smoothed(),
}, indent=1))
