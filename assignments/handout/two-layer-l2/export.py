# A two-layer net, backwards
#
# Compute the gradients below, then run this file: python3 export.py
# It writes answers.npz, which you hand in.

import json

import numpy as np

with open("data.json") as file:
    data = json.load(file)

X = np.array(data["X"])  # 5×2
y = np.array(data["y"])  # 5
W1 = np.array(data["W1"])  # 2×4
b1 = np.array(data["b1"])  # 4
W2 = np.array(data["W2"])  # 4×3
b2 = np.array(data["b2"])  # 3
reg = data["reg"]

# Your computation goes here; two-layer-l2.md says what the loss is.

ds = None  # ∂J/∂s, 5×3, 2 points
dW2 = None  # ∂J/∂W2, 4×3, 2 points
db2 = None  # ∂J/∂b2, 3 entries, 1 point
dh = None  # ∂J/∂h, 5×4, 1 point
dz1 = None  # ∂J/∂z1, 5×4, 1 point
dW1 = None  # ∂J/∂W1, 2×4, 2 points
db1 = None  # ∂J/∂b1, 4 entries, 1 point

answers = {
    "ds": ds,
    "dW2": dW2,
    "db2": db2,
    "dh": dh,
    "dz1": dz1,
    "dW1": dW1,
    "db1": db1,
}
arrays = {}
for name, value in answers.items():
    if value is None:
        print(name, "is still None")
    else:
        arrays[name] = np.asarray(value, dtype=float)
        print(name, "has shape", arrays[name].shape)
np.savez("answers.npz", **arrays)
