/// An operation's place in the table: what a node stores of it.
package struct Opcode: Hashable, Sendable {
  package let rawValue: UInt16

  init(index: Int) { rawValue = UInt16(index) }

  @inlinable @inline(__always) package var index: Int { Int(rawValue) }

  /// The operation of that name, which must stand in the table.
  package init(_ name: String) {
    guard let index = Operation.index(of: name) else {
      preconditionFailure("no operation is called \(name)")
    }
    self.init(index: index)
  }

  /// The first entries of the table have fixed places, so that the innermost loops of recording
  /// compare numbers.
  package enum Basic: UInt16 {
    case leaf, constant, add, subtract, multiply, divide, negate, power
  }

  @inlinable @inline(__always) package init(_ basic: Basic) { rawValue = basic.rawValue }
  @inlinable @inline(__always) package var basic: Basic? { Basic(rawValue: rawValue) }
  @inlinable @inline(__always) package var isLeaf: Bool { rawValue <= Basic.constant.rawValue }
  @inlinable @inline(__always) package static func == (a: Opcode, b: Opcode) -> Bool {
    a.rawValue == b.rawValue
  }

  @inlinable @inline(__always) package static var leaf: Opcode { Opcode(.leaf) }
  @inlinable @inline(__always) package static var constant: Opcode { Opcode(.constant) }
  @inlinable @inline(__always) package static var add: Opcode { Opcode(.add) }
  @inlinable @inline(__always) package static var subtract: Opcode { Opcode(.subtract) }
  @inlinable @inline(__always) package static var multiply: Opcode { Opcode(.multiply) }
  @inlinable @inline(__always) package static var divide: Opcode { Opcode(.divide) }
  @inlinable @inline(__always) package static var negate: Opcode { Opcode(.negate) }
  @inlinable @inline(__always) package static var power: Opcode { Opcode(.power) }

  package static let matmul = Opcode("matmul")
  package static let broadcast = Opcode("broadcast")
  package static let transpose = Opcode("transpose")
  package static let reshape = Opcode("reshape")
  package static let sum = Opcode("sum")
}
