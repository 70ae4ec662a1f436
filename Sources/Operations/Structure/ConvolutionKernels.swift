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

  /// Calls `body` with each patch entry's row, place and pixel; padding has none.
  @inline(__always)
  private func forEachPixel(_ body: (_ entry: Int, _ pixel: Int?) -> Void) {
    var entry = 0
    for c in 0..<channels {
      for ky in 0..<kernelHeight {
        for kx in 0..<kernelWidth {
          for oy in 0..<outputHeight {
            let y = oy * window.stride + ky - window.before[0]
            for ox in 0..<outputWidth {
              let x = ox * window.stride + kx - window.before[1]
              let inside = y >= 0 && y < height && x >= 0 && x < width
              body(entry, inside ? (c * height + y) * width + x : nil)
              entry += 1
            }
          }
        }
      }
    }
  }

  /// Writes the patch matrix of one image: each column is what the window sees at one place.
  func gather(_ image: UnsafePointer<Double>, into patches: UnsafeMutablePointer<Double>) {
    forEachPixel { entry, pixel in patches[entry] = pixel.map { image[$0] } ?? 0 }
  }

  /// Adds a patch matrix back to the pixels it was read from.
  func scatter(_ patches: UnsafePointer<Double>, into image: UnsafeMutablePointer<Double>) {
    forEachPixel { entry, pixel in if let pixel { image[pixel] += patches[entry] } }
  }
}

/// The three products of a convolution: forward, to the input, to the weight.
enum ConvolutionKernels {
  static func forward(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.inputShapes[0], weight: call.inputShapes[1])
    try withScratch(g.patch * g.places) { patches throws(OperationError) in
      for n in 0..<g.batch {
        g.gather(call.inputs[0] + n * g.imageSize, into: patches)
        try multiply(
          g.filters, g.places, g.patch, call.inputs[1], false, patches, false,
          into: call.output + n * g.filters * g.places, call.interruption)
      }
    }
  }

  /// Inputs: upstream, weight.
  static func inputGradient(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.outputShape, weight: call.inputShapes[1])
    call.output.update(repeating: 0, count: call.outputShape.count)
    try withScratch(g.patch * g.places) { patches throws(OperationError) in
      for n in 0..<g.batch {
        try multiply(
          g.patch, g.places, g.filters, call.inputs[1], true,
          call.inputs[0] + n * g.filters * g.places, false, into: patches, call.interruption)
        g.scatter(patches, into: call.output + n * g.imageSize)
      }
    }
  }

  /// Inputs: input, upstream.
  static func weightGradient(_ call: KernelCall) throws(OperationError) {
    let g = geometry(call, input: call.inputShapes[0], weight: call.outputShape)
    let size = call.outputShape.count
    call.output.update(repeating: 0, count: size)
    try withScratch(g.patch * g.places + size) { patches throws(OperationError) in
      let product = patches + g.patch * g.places
      for n in 0..<g.batch {
        g.gather(call.inputs[0] + n * g.imageSize, into: patches)
        try multiply(
          g.filters, g.patch, g.places, call.inputs[1] + n * g.filters * g.places, false,
          patches, true, into: product, call.interruption)
        for i in 0..<size { call.output[i] += product[i] }
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

  private static func withScratch(
    _ count: Int,
    _ body: (UnsafeMutablePointer<Double>) throws(OperationError) -> Void
  ) throws(OperationError) {
    let scratch = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
    defer { scratch.deallocate() }
    try body(scratch)
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
