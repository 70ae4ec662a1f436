import CKernels
import Glibc

/// Numbers compute: at `Double` a rule is its kernel.
///
/// Each function gives the bits that its loop in C gives.
extension Double: Algebra {
  @inline(__always)
  package static func call(_ primitive: UnaryPrimitive, _ x: Double) -> Double {
    switch primitive {
    case .exp: ck_exp(x)
    case .log: ck_log(x)
    case .log1p: Glibc.log1p(x)
    case .expm1: Glibc.expm1(x)
    case .sqrt: x.squareRoot()
    case .sin: Glibc.sin(x)
    case .cos: Glibc.cos(x)
    case .tan: Glibc.tan(x)
    case .sind: ck_sind(x)
    case .cosd: ck_cosd(x)
    case .tanh: ck_tanh(x)
    case .erf: Glibc.erf(x)
    case .abs: Swift.abs(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .floor: x.rounded(.down)
    case .round: x.rounded(.toNearestOrEven)
    case .not: x == 0 ? 1 : 0
    }
  }

  @inline(__always)
  package static func call(_ primitive: BinaryPrimitive, _ a: Double, _ b: Double) -> Double {
    switch primitive {
    case .power: b == 2 ? a * a : Glibc.pow(a, b)
    // A NaN on either side wins, as in NumPy.
    case .maximum: a.isNaN || a >= b ? a : b
    case .minimum: a.isNaN || a <= b ? a : b
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .and: a != 0 && b != 0 ? 1 : 0
    case .or: a != 0 || b != 0 ? 1 : 0
    }
  }

  @inline(__always)
  package static func select(_ test: Double, _ then: Double, _ otherwise: Double) -> Double {
    test != 0 ? then : otherwise
  }

  @inline(__always)
  package static func written(
    _ shown: @autoclosure () -> Double, computed: @autoclosure () -> Double
  ) -> Double { computed() }
}
