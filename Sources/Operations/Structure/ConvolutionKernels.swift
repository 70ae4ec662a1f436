import Tensors

/// The sizes of a two-dimensional convolution of one batch.
struct ConvolutionGeometry {
  let batch, channels, height, width: Int
  let filters, kernelHeight, kernelWidth: Int
  let outputHeight, outputWidth: Int
  let window: Window

  init(input: Shape, weight: Shape, window: Window) {
    (batch, channels, height, width) = (input[0], input[1], input[2], input[3])
    (filters, kernelHeight, kernelWidth) = (weight[0], weight[2], weight[3])
    outputHeight = window.places(along: 0, of: input[2])
    outputWidth = window.places(along: 1, of: input[3])
    self.window = window
  }

  /// Rows of the patch matrix: one per entry of a filter.
  var patch: Int { channels * kernelHeight * kernelWidth }
  /// Columns of the patch matrix: one per place of the window.
  var places: Int { outputHeight * outputWidth }
  var imageSize: Int { channels * height * width }

  /// Places whose patches are looked at together: the matrix fits the second cache, and no
  /// convolution takes memory beyond its operands.
  var placesTogether: Int { min(max((1 << 17) / max(patch, filters, 1), 1), max(places, 1)) }

  /// Calls `body` with each run of neighbouring places in a patch matrix of some places: where it
  /// starts in the matrix, how many of its entries lie before the image, in it and behind it, and
  /// the first pixel.
  @inline(__always)
  private func forEachRun(
    _ range: Range<Int>, _ watch: inout Watch,
    _ body: (_ entry: Int, _ before: Int, _ inside: Int, _ behind: Int, _ pixel: Int) -> Void
  ) throws(OperationError) {
    var entry = 0
    for c in 0..<channels {
      for ky in 0..<kernelHeight {
        for kx in 0..<kernelWidth {
          let shift = kx - window.before[1]
          var place = range.lowerBound
          while place < range.upperBound {
            let (oy, ox) = (place / outputWidth, place % outputWidth)
            let count = min(outputWidth - ox, range.upperBound - place)
            let y = oy * window.stride + ky - window.before[0]
            // Places ox + i with 0 <= (ox + i)·stride + shift < width see a pixel.
            let first = shift < 0 ? (-shift + window.stride - 1) / window.stride : 0
            let last = width > shift ? (width - shift + window.stride - 1) / window.stride : 0
            let isRow = y >= 0 && y < height
            let from = isRow ? min(max(first - ox, 0), count) : count
            let to = isRow ? min(max(last - ox, from), count) : count
            let pixel = (c * height + y) * width + (ox + from) * window.stride + shift
            body(entry, from, to - from, count - to, pixel)
            try watch.spend(count)
            place += count
            entry += count
          }
        }
      }
    }
  }

  /// Writes the patch matrix of one image: each column is what the window sees at one place.
  func gather(
    _ image: UnsafePointer<Double>, _ range: Range<Int>,
    into patches: UnsafeMutablePointer<Double>, _ watch: inout Watch
  ) throws(OperationError) {
    let step = window.stride
    try forEachRun(range, &watch) { entry, before, inside, behind, pixel in
      let row = patches + entry
      row.update(repeating: 0, count: before)
      for i in 0..<inside { row[before + i] = image[pixel + i * step] }
      (row + before + inside).update(repeating: 0, count: behind)
    }
  }

  /// Adds a patch matrix back to the pixels it was read from.
  func scatter(
    _ patches: UnsafePointer<Double>, _ range: Range<Int>,
    into image: UnsafeMutablePointer<Double>, _ watch: inout Watch
  ) throws(OperationError) {
    let step = window.stride
    try forEachRun(range, &watch) { entry, before, inside, _, pixel in
      let row = patches + entry + before
      for i in 0..<inside { image[pixel + i * step] += row[i] }
    }
  }
}

/// The three products of a convolution: forward, to the input, to the weight.
enum ConvolutionKernels {
  static func forward(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.inputShapes[0], weight: call.inputShapes[1])
    try forEachBlock(call, g) { n, range, patches, part, watch throws(OperationError) in
      try g.gather(call.inputs[0] + n * g.imageSize, range, into: patches, &watch)
      try multiply(
        g.filters, range.count, g.patch, call.inputs[1], false, patches, false, into: part,
        call.interruption)
      let image = call.output + n * g.filters * g.places
      for f in 0..<g.filters {
        try watch.copy(
          range.count, from: part + f * range.count, to: image + f * g.places + range.lowerBound)
      }
    }
  }

  /// Inputs: upstream, weight.
  static func inputGradient(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.outputShape, weight: call.inputShapes[1])
    var filling = Watch(call.interruption)
    try filling.fill(call.outputShape.count, with: 0, at: call.output)
    try forEachBlock(call, g) { n, range, patches, part, watch throws(OperationError) in
      try columns(range, of: call.inputs[0] + n * g.filters * g.places, g, into: part, &watch)
      try multiply(
        g.patch, range.count, g.filters, call.inputs[1], true, part, false, into: patches,
        call.interruption)
      try g.scatter(patches, range, into: call.output + n * g.imageSize, &watch)
    }
  }

  /// Inputs: input, upstream.
  static func weightGradient(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.inputShapes[0], weight: call.outputShape)
    let size = call.outputShape.count
    var filling = Watch(call.interruption)
    try filling.fill(size, with: 0, at: call.output)
    let product = UnsafeMutablePointer<Double>.allocate(capacity: max(size, 1))
    defer { product.deallocate() }
    try forEachBlock(call, g) { n, range, patches, part, watch throws(OperationError) in
      try columns(range, of: call.inputs[1] + n * g.filters * g.places, g, into: part, &watch)
      try g.gather(call.inputs[0] + n * g.imageSize, range, into: patches, &watch)
      try multiply(
        g.filters, g.patch, range.count, part, false, patches, true, into: product,
        call.interruption)
      try watch.forEachBlock(of: size) { block in
        for i in block { call.output[i] += product[i] }
      }
    }
  }

  private static func geometry(
    _ call: KernelCall, input: Shape, weight: Shape
  ) -> ConvolutionGeometry {
    guard case .window(let window) = call.attribute else {
      preconditionFailure("a convolution knows its window")
    }
    return ConvolutionGeometry(input: input, weight: weight, window: window)
  }

  /// Calls `body` for every image and run of places, with room for the patches and for one number
  /// a filter and place.
  private static func forEachBlock(
    _ call: KernelCall, _ g: ConvolutionGeometry,
    _ body: (
      _ image: Int, _ range: Range<Int>, _ patches: UnsafeMutablePointer<Double>,
      _ part: UnsafeMutablePointer<Double>, _ watch: inout Watch
    ) throws(OperationError) -> Void
  ) throws(OperationError) {
    let together = g.placesTogether
    let patches = UnsafeMutablePointer<Double>.allocate(capacity: max(g.patch * together, 1))
    let part = UnsafeMutablePointer<Double>.allocate(capacity: max(g.filters * together, 1))
    defer {
      patches.deallocate()
      part.deallocate()
    }
    var watch = Watch(call.interruption)
    for n in 0..<g.batch {
      for start in stride(from: 0, to: g.places, by: together) {
        try body(n, start..<min(start + together, g.places), patches, part, &watch)
      }
      try watch.spend(1)
    }
  }

  /// Some places of a filters × places matrix, side by side.
  private static func columns(
    _ range: Range<Int>, of matrix: UnsafePointer<Double>, _ g: ConvolutionGeometry,
    into part: UnsafeMutablePointer<Double>, _ watch: inout Watch
  ) throws(OperationError) {
    for f in 0..<g.filters {
      try watch.copy(
        range.count, from: matrix + f * g.places + range.lowerBound, to: part + f * range.count)
    }
  }

  private static func multiply(
    _ rows: Int, _ columns: Int, _ inner: Int, _ a: UnsafePointer<Double>, _ aT: Bool,
    _ b: UnsafePointer<Double>, _ bT: Bool, into c: UnsafeMutablePointer<Double>,
    _ interruption: Interruption
  ) throws(OperationError) {
    do throws(Interrupted) {
      try MatrixProduct.multiply(
        rows: rows, columns: columns, inner: inner, a, transposed: aT, b, transposed: bT,
        into: c, interruption: interruption)
    } catch { throw .interrupted }
  }
}
