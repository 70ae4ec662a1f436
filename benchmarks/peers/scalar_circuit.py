"""The time a Python library takes to record, run and differentiate one scalar circuit.

usage: scalar_circuit.py micrograd|autograd|torch|jax NODES

The circuit is the one `bench scalar-circuit` builds: NODES / 4 rounds of
    c = a b,  d = c + a,  (a, b) = (sin d, tanh c)
from a = 0.5 and b = 0.25, and its value is a + b. Prints one line of fields between tabs: work, size,
library, nanoseconds a node, derivative by the first a. Exit code 3: the library is not installed.
"""

import importlib.util
import math
import sys
import threading
import time

A, B = 0.5, 0.25


def circuit(a, b, rounds, sin, tanh):
    for _ in range(rounds):
        c = a * b
        d = c + a
        a, b = sin(d), tanh(c)
    return a + b


def with_micrograd(rounds):
    from micrograd.engine import Value

    def unary(value, result, slope, name):
        out = Value(result, (value,), name)

        def backward():
            value.grad += slope * out.grad

        out._backward = backward
        return out

    def sin(value):
        return unary(value, math.sin(value.data), math.cos(value.data), "sin")

    def tanh(value):
        result = math.tanh(value.data)
        return unary(value, result, 1 - result * result, "tanh")

    a = Value(A)
    circuit(a, Value(B), rounds, sin, tanh).backward()
    return a.grad


def with_autograd(rounds):
    import autograd
    import autograd.numpy as numpy

    return autograd.grad(lambda a: circuit(a, B, rounds, numpy.sin, numpy.tanh))(A)


def with_torch(rounds):
    import torch

    torch.set_num_threads(1)
    a, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (A, B))
    circuit(a, b, rounds, torch.sin, torch.tanh).backward()
    return a.grad.item()


def with_jax(rounds):
    import jax

    jax.config.update("jax_enable_x64", True)
    gradient = jax.jit(jax.grad(lambda a: circuit(a, B, rounds, jax.numpy.sin, jax.numpy.tanh)))
    return float(gradient(A))


LIBRARIES = {
    "micrograd": with_micrograd,
    "autograd": with_autograd,
    "torch": with_torch,
    "jax": with_jax,
}


def measure(library, nodes):
    LIBRARIES[library](1)  # the import and the first call are not what is measured
    start = time.perf_counter()
    derivative = LIBRARIES[library](nodes // 4)
    seconds = time.perf_counter() - start
    fields = ["scalar circuit", nodes, library, f"{seconds / nodes * 1e9:.1f}", f"{derivative:.12g}"]
    print(*fields, sep="\t")


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in LIBRARIES or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    library, nodes = sys.argv[1], int(sys.argv[2])
    if importlib.util.find_spec(library) is None:
        sys.exit(3)
    # Most of the libraries walk the circuit recursively.
    sys.setrecursionlimit(10**7)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=measure, args=(library, nodes))
    worker.start()
    worker.join()


if __name__ == "__main__":
    main()
