import Tensors

extension Tensor {
  /// Writes a part into the place that slices name; a single number fills it.
  mutating func replace(_ slices: [AxisSlice], with part: Tensor) {
    var places = [0]
    for (slice, stride) in zip(slices, shape.strides) {
      places = places.flatMap { place in
        (0..<slice.count).map { place + (slice.start + $0) * stride }
      }
    }
    for (index, place) in places.enumerated() {
      values[place] = part.values.count == 1 ? part.values[0] : part.values[index]
    }
  }
}
