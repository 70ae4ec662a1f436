extension LayeredGraph {
  /// Orders each layer so that few wires cross: medians of neighbours, then swaps of adjacent items.
  ///
  /// Whatever crosses no less than before keeps the order of declaration.
  mutating func reduceCrossings() {
    var best = layers
    var fewest = crossings
    for sweep in 0..<8 where fewest > 0 {
      let isForward = sweep.isMultiple(of: 2)
      let order =
        isForward ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
      for layer in order { orderByMedians(layer, lookingBack: isForward) }
      swapNeighbours()
      let count = crossings
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    layers = best
  }

  /// The number of pairs of wire pieces that cross.
  var crossings: Int {
    let places = self.places
    var pieces = Array(repeating: [(Int, Int)](), count: layers.count)
    for segment in segments {
      pieces[items[segment.from].layer].append((places[segment.from], places[segment.to]))
    }
    return pieces.reduce(0) { sum, pieces in
      var count = 0
      for (index, first) in pieces.enumerated() {
        for second in pieces[(index + 1)...]
        where (first.0 - second.0) * (first.1 - second.1) < 0 {
          count += 1
        }
      }
      return sum + count
    }
  }

  private func neighbours(of item: Int, lookingBack: Bool) -> [Int] {
    lookingBack
      ? arriving[item].map { segments[$0].from } : leaving[item].map { segments[$0].to }
  }

  /// Sorts a layer by the medians of the neighbours' places; items without neighbours stay.
  private mutating func orderByMedians(_ layer: Int, lookingBack: Bool) {
    let places = self.places
    var medians: [Int: Double] = [:]
    for item in layers[layer] {
      let around = neighbours(of: item, lookingBack: lookingBack).map { places[$0] }.sorted()
      guard !around.isEmpty else { continue }
      medians[item] = Double(around[(around.count - 1) / 2] + around[around.count / 2]) / 2
    }
    var sorted = layers[layer].filter { medians[$0] != nil }.sorted { first, second in
      (medians[first] ?? 0, items[first].source, first)
        < (medians[second] ?? 0, items[second].source, second)
    }[...]
    layers[layer] = layers[layer].map { medians[$0] == nil ? $0 : sorted.removeFirst() }
  }

  /// Swaps adjacent items as long as fewer wires cross for it.
  private mutating func swapNeighbours() {
    var isImproved = true
    while isImproved {
      isImproved = false
      for layer in layers.indices {
        let places = self.places
        for place in layers[layer].indices.dropLast() {
          let (first, second) = (layers[layer][place], layers[layer][place + 1])
          if crossings(between: second, first, places) < crossings(between: first, second, places) {
            layers[layer].swapAt(place, place + 1)
            isImproved = true
          }
        }
      }
    }
  }

  /// The crossings among the wires of two items of a layer, the first standing before the second.
  private func crossings(between first: Int, _ second: Int, _ places: [Int]) -> Int {
    var count = 0
    for lookingBack in [true, false] {
      let others = neighbours(of: second, lookingBack: lookingBack)
      for neighbour in neighbours(of: first, lookingBack: lookingBack) {
        for other in others where places[other] < places[neighbour] { count += 1 }
      }
    }
    return count
  }
}
