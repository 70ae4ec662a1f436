"""The time a Python library takes for a step of training on the spiral.

usage: spiral.py numpy|torch|jax|jax-scan STEPS

300 points in three arms, a network 2-100-3 with ReLU, softmax cross entropy plus L2 of 0.001/2,
full-batch gradient descent at rate 1: what `bench spiral` computes, from the same random numbers.
Prints one line of fields between tabs: library, microseconds of processor time a step (the fastest
tenth of the run), loss of the last step. Exit code 3: the library is not installed.
"""

import importlib.util
import sys
import time

RATE, L2 = 1.0, 0.001


def problem():
    import numpy as np

    random = np.random.RandomState(0)
    x, y = [], []
    for arm in range(3):
        radius = np.linspace(0, 1, 100)
        angle = arm * 4 + 4 * radius + random.randn(100) * 0.2
        x.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1))
        y.append(np.full(100, arm))
    weights = [0.01 * random.randn(2, 100), np.zeros(100), 0.01 * random.randn(100, 3), np.zeros(3)]
    return np.concatenate(x), np.concatenate(y), weights


def timed(step, steps):
    """Runs the step so often; the fastest tenth, and what the last step gave."""
    fastest, part = float("inf"), max(steps // 10, 1)
    for start in range(0, steps, part):
        count = min(part, steps - start)
        begin = time.process_time()
        for _ in range(count):
            loss = step()
        fastest = min(fastest, (time.process_time() - begin) / count)
    return fastest, float(loss)


def with_numpy(steps):
    import numpy as np

    x, y, (w1, b1, w2, b2) = problem()
    rows = np.arange(len(y))

    def step():
        nonlocal w1, b1, w2, b2
        h = np.maximum(x @ w1 + b1, 0)
        scores = h @ w2 + b2
        scores = scores - scores.max(axis=1, keepdims=True)
        e = np.exp(scores)
        total = e.sum(axis=1, keepdims=True)
        loss = (np.log(total[:, 0]) - scores[rows, y]).mean()
        loss += L2 / 2 * ((w1 * w1).sum() + (w2 * w2).sum())
        d = e / total
        d[rows, y] -= 1
        d /= len(y)
        dh = (d @ w2.T) * (h > 0)
        dw2, db2 = h.T @ d + L2 * w2, d.sum(axis=0)
        dw1, db1 = x.T @ dh + L2 * w1, dh.sum(axis=0)
        w1, b1, w2, b2 = w1 - RATE * dw1, b1 - RATE * db1, w2 - RATE * dw2, b2 - RATE * db2
        return loss

    return timed(step, steps)


def with_torch(steps):
    import torch

    torch.set_num_threads(1)
    x, y, weights = problem()
    x, y = torch.tensor(x), torch.tensor(y)
    w1, b1, w2, b2 = weights = [torch.tensor(w, requires_grad=True) for w in weights]
    optimiser = torch.optim.SGD(weights, lr=RATE)

    def step():
        optimiser.zero_grad()
        scores = torch.relu(x @ w1 + b1) @ w2 + b2
        loss = torch.nn.functional.cross_entropy(scores, y)
        loss = loss + L2 / 2 * ((w1 * w1).sum() + (w2 * w2).sum())
        loss.backward()
        optimiser.step()
        return loss.detach()

    return timed(step, steps)


def jax_step():
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    x, y, weights = problem()
    x, y = jnp.array(x), jnp.array(y)

    def loss(weights):
        w1, b1, w2, b2 = weights
        scores = jax.nn.relu(x @ w1 + b1) @ w2 + b2
        fit = jnp.mean(jax.nn.logsumexp(scores, axis=1) - scores[jnp.arange(len(y)), y])
        return fit + L2 / 2 * (jnp.sum(w1 * w1) + jnp.sum(w2 * w2))

    def step(weights):
        value, gradient = jax.value_and_grad(loss)(weights)
        return [w - RATE * g for w, g in zip(weights, gradient)], value

    return step, [jnp.array(w) for w in weights]


def with_jax(steps):
    import jax

    step, weights = jax_step()
    step = jax.jit(step)
    jax.block_until_ready(step(weights))

    def advance():
        nonlocal weights
        weights, value = step(weights)
        return jax.block_until_ready(value)

    return timed(advance, steps)


def with_jax_scan(steps):
    """All steps as one compiled program."""
    import jax

    step, weights = jax_step()
    part = max(steps // 10, 1)
    run = jax.jit(lambda w: jax.lax.scan(lambda w, _: step(w), w, None, length=part))
    jax.block_until_ready(run(weights))
    fastest = float("inf")
    for _ in range(max(steps // part, 1)):
        begin = time.process_time()
        weights, losses = jax.block_until_ready(run(weights))
        fastest = min(fastest, (time.process_time() - begin) / part)
    return fastest, float(losses[-1])


LIBRARIES = {
    "numpy": with_numpy,
    "torch": with_torch,
    "jax": with_jax,
    "jax-scan": with_jax_scan,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in LIBRARIES or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    library, steps = sys.argv[1], int(sys.argv[2])
    if any(
        importlib.util.find_spec(name) is None for name in ("numpy", library.removesuffix("-scan"))
    ):
        sys.exit(3)
    seconds, loss = LIBRARIES[library](steps)
    print(library, f"{seconds * 1e6:.1f}", f"{loss:.12g}", sep="\t")


if __name__ == "__main__":
    main()
