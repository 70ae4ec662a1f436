"""The time a Python library takes for a step of training on batches of 32 images of 8×8.

usage: batches.py mlp|conv torch|jax STEPS

mlp is a network 64-256-256-10 with ReLU; conv has two 3×3 convolutions to 8 and 16 channels, each
with ReLU and 2×2 max pooling, then a layer 64-10. Softmax cross entropy, gradient descent at rate
0.1, float64: what `bench mlp` and `bench conv` compute, from the same random numbers. A step gathers
its batch. Prints one line of fields between tabs: library, microseconds of processor time a step (the fastest tenth of
the run), loss of the last step. Exit code 3: the library is not installed.
"""

import importlib.util
import sys
import time

EXAMPLES, PIXELS, SIZE, CLASSES, RATE = 1797, 64, 32, 10, 0.1
SHAPES = {
    "mlp": [((64, 256), 64), ((256, 256), 256), ((256, 10), 256)],
    "conv": [((8, 1, 3, 3), 9), ((16, 8, 3, 3), 72), ((64, 10), 64)],
}


def problem(network):
    import numpy as np

    random = np.random.RandomState(0)
    x = random.uniform(0, 1, (EXAMPLES, PIXELS))
    y = random.randint(0, CLASSES, EXAMPLES)
    order = random.permutation(EXAMPLES)
    weights = []
    for shape, inputs in SHAPES[network]:
        weights.append((2 / inputs) ** 0.5 * random.randn(*shape))
        weights.append(np.zeros(shape[0] if len(shape) == 4 else shape[1]))
    return x if network == "mlp" else x.reshape(-1, 1, 8, 8), y, order, weights


def timed(step, steps):
    """Runs steps 0 ..., the fastest tenth, and what the last step gave."""
    fastest, part = float("inf"), max(steps // 10, 1)
    for start in range(0, steps, part):
        end = min(start + part, steps)
        begin = time.process_time()
        for number in range(start, end):
            loss = step(number % (EXAMPLES // SIZE) * SIZE)
        fastest = min(fastest, (time.process_time() - begin) / (end - start))
    return fastest, float(loss)


def with_torch(network, steps):
    import torch
    from torch.nn import functional as F

    torch.set_num_threads(1)
    x, y, order, weights = problem(network)
    x, y, order = torch.tensor(x), torch.tensor(y), torch.tensor(order)
    weights = [torch.tensor(w, requires_grad=True) for w in weights]
    w1, b1, w2, b2, w3, b3 = weights
    optimiser = torch.optim.SGD(weights, lr=RATE)

    def dense(x):
        return torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3

    def convolution(x):
        h = F.max_pool2d(torch.relu(F.conv2d(x, w1, b1, padding=1)), 2)
        h = F.max_pool2d(torch.relu(F.conv2d(h, w2, b2, padding=1)), 2)
        return h.flatten(1) @ w3 + b3

    forward = dense if network == "mlp" else convolution

    def step(start):
        batch = order[start : start + SIZE]
        optimiser.zero_grad()
        loss = F.cross_entropy(forward(x[batch]), y[batch])
        loss.backward()
        optimiser.step()
        return loss.detach()

    return timed(step, steps)


def with_jax(network, steps):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    x, y, order, weights = problem(network)
    x, y, order = jnp.array(x), jnp.array(y), jnp.array(order)
    weights = [jnp.array(w) for w in weights]

    def pooled(h):
        return jax.lax.reduce_window(
            h, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID"
        )

    def forward(weights, x):
        w1, b1, w2, b2, w3, b3 = weights
        if network == "mlp":
            return jax.nn.relu(jax.nn.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3
        for w, b in ((w1, b1), (w2, b2)):
            h = jax.lax.conv(x, w, (1, 1), "SAME") + b[None, :, None, None]
            x = pooled(jax.nn.relu(h))
        return x.reshape(len(x), -1) @ w3 + b3

    def loss(weights, x, y):
        scores = forward(weights, x)
        return jnp.mean(jax.nn.logsumexp(scores, axis=1) - scores[jnp.arange(len(y)), y])

    @jax.jit
    def advance(weights, start):
        batch = jax.lax.dynamic_slice(order, (start,), (SIZE,))
        value, gradient = jax.value_and_grad(loss)(weights, x[batch], y[batch])
        return [w - RATE * g for w, g in zip(weights, gradient)], value

    jax.block_until_ready(advance(weights, 0))

    def step(start):
        nonlocal weights
        weights, value = advance(weights, start)
        return jax.block_until_ready(value)

    return timed(step, steps)


LIBRARIES = {"torch": with_torch, "jax": with_jax}


def main():
    if (
        len(sys.argv) != 4
        or sys.argv[1] not in SHAPES
        or sys.argv[2] not in LIBRARIES
        or not sys.argv[3].isdigit()
    ):
        sys.exit(__doc__)
    network, library, steps = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if any(importlib.util.find_spec(name) is None for name in ("numpy", library)):
        sys.exit(3)
    seconds, loss = LIBRARIES[library](network, steps)
    print(library, f"{seconds * 1e6:.1f}", f"{loss:.12g}", sep="\t")


if __name__ == "__main__":
    main()
