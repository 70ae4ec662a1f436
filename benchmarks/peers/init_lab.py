"""The initialisation lab in NumPy and PyTorch, as Gradbook's bench measures it.

Ten layers of 100 units without biases on 1000 examples, Xavier weights: all numbers drawn anew,
forward, back from 100*randn on the last layer, then a histogram of 50 bins for every layer's
activations and weight gradients. Prints the peer, the median milliseconds of processor time and the
spread of the last layer.

usage: init_lab.py numpy|torch tanh|relu RUNS
"""

import statistics
import sys
import time

LAYERS, UNITS, POINTS, BINS = 10, 100, 1000, 50
SCALE = (2 / (UNITS + UNITS)) ** 0.5


def numpy_experiment(activation):
    import numpy as np

    random = np.random.RandomState(0)

    def forward(z):
        return np.tanh(z) if activation == "tanh" else np.maximum(z, 0)

    def slope(h):
        return 1 - h * h if activation == "tanh" else h > 0

    def run():
        outputs = [random.randn(POINTS, UNITS)]
        upstream = 100 * random.randn(POINTS, UNITS)
        weights = [SCALE * random.randn(UNITS, UNITS) for _ in range(LAYERS)]
        for weight in weights:
            outputs.append(forward(outputs[-1] @ weight))
        gradients = []
        for layer in reversed(range(LAYERS)):
            inner = upstream * slope(outputs[layer + 1])
            gradients.append(outputs[layer].T @ inner)
            if layer > 0:
                upstream = inner @ weights[layer].T
        for values in outputs[1:] + gradients:
            np.histogram(values, BINS)
        return outputs[-1].std()

    return run


def torch_experiment(activation):
    import torch

    torch.set_num_threads(1)
    forward = torch.tanh if activation == "tanh" else torch.relu

    def randn(*shape):
        return torch.randn(*shape, dtype=torch.float64)

    def run():
        outputs = [randn(POINTS, UNITS)]
        upstream = 100 * randn(POINTS, UNITS)
        weights = [(SCALE * randn(UNITS, UNITS)).requires_grad_() for _ in range(LAYERS)]
        for weight in weights:
            outputs.append(forward(outputs[-1] @ weight))
        outputs[-1].backward(upstream)
        with torch.no_grad():
            for values in outputs[1:] + [weight.grad for weight in weights]:
                torch.histc(values, BINS)
            return outputs[-1].std(correction=0).item()

    return run


def main():
    peer, activation, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    run = {"numpy": numpy_experiment, "torch": torch_experiment}[peer](activation)
    run()
    times = []
    for _ in range(runs):
        start = time.process_time()
        deviation = run()
        times.append((time.process_time() - start) * 1e3)
    print(peer, statistics.median(times), deviation, sep="\t")


main()
