#!/usr/bin/python3
"""Times PyTorch on one piece of work, and writes the ONNX models that ONNX Runtime is timed with.

Needs Debian's python3-torch and python3-torchvision, nothing else. Prints one JSON line per measurement, in the
form that all engines use (see bench/compare). Settings are PyTorch's own defaults: contiguous tensors, oneDNN on.
"""
import argparse
import json
import os
import resource
import time


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", required=True, choices=["training", "inference", "export"])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--size", type=int, default=32, help="rows and columns of the pictures")
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=1, help="least length of a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", help="the ONNX file to write (export)")
    return parser.parse_args()


def milliseconds_per_step(step, seconds):
    steps, start = 0, time.perf_counter()
    while True:
        step()
        steps += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return 1e3 * elapsed / steps


def training_step(torch, model, inputs, classes):
    labels = torch.arange(len(inputs)) % classes
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = torch.nn.CrossEntropyLoss()
    model.train()

    def step():
        optimizer.zero_grad()
        loss = criterion(model(inputs), labels)
        loss.backward()
        optimizer.step()
        loss.item()

    return step


def inference_step(torch, model, inputs):
    model.eval()

    def step():
        with torch.inference_mode():
            model(inputs)

    return step


def export(torch, model, inputs, path):
    """The batch is a free dimension; constants are folded, so that batch norms are folded into convolutions."""
    model.eval()
    torch.onnx.export(model, inputs, path, opset_version=13, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})


def main():
    arguments = parse_arguments()
    import torch
    import torchvision

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    model = torchvision.models.resnext50_32x4d(num_classes=arguments.classes)
    inputs = torch.randn(arguments.batch, 3, arguments.size, arguments.size)
    if arguments.work == "export":
        export(torch, model, inputs, arguments.output)
        return
    if arguments.work == "training":
        step = training_step(torch, model, inputs, arguments.classes)
    else:
        step = inference_step(torch, model, inputs)
    milliseconds_per_step(step, arguments.seconds / 2)  # oneDNN makes its kernels in the first steps
    rounds = [milliseconds_per_step(step, arguments.seconds) for _ in range(arguments.rounds)]
    print(json.dumps({
        "engine": "PyTorch",
        "version": torch.__version__,
        "work": arguments.work,
        "batch": arguments.batch,
        "size": arguments.size,
        "threads": arguments.threads,
        "milliseconds": rounds,
        "peak_memory_bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }))


if __name__ == "__main__":
    main()
