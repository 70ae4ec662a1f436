package import Tensors

/// What a node knows beside its inputs: axes, slices, windows.
package enum Attribute: Hashable, Sendable {
  case none
  case axes([Int])
  case shape(Shape)
  case slices([AxisSlice])
  case axis(Int)
  case window(Window)
  case count(Int)
}

/// The geometry of a convolution or pooling over one or two trailing axes.
package struct Window: Hashable, Sendable {
  /// Kernel sizes, one per spatial axis.
  package var sizes: [Int]
  package var stride: Int
  /// Zeros added before and after each spatial axis.
  package var before: [Int]
  package var after: [Int]

  package init(sizes: [Int], stride: Int, before: [Int], after: [Int]) {
    self.sizes = sizes
    self.stride = stride
    self.before = before
    self.after = after
  }

  /// The number of places the window fits along spatial axis `axis` of an input.
  package func places(along axis: Int, of length: Int) -> Int {
    let room = length + before[axis] + after[axis] - sizes[axis]
    return room < 0 ? 0 : room / stride + 1
  }
}
