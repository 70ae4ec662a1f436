package import Diagnostics
import Differentiation
package import Language
import Operations
import Tensors

/// A call as it stands in the source.
package struct CallSite {
  package let name: String
  package let arguments: [Argument]
  package let range: SourceRange
  package let calleeRange: SourceRange
}

/// A function that reads its arguments as expressions: the derivatives and `iterate`.
package struct SpecialForm: Sendable {
  package let name: String
  package let call: String
  package let summary: String
  package let formula: String
  package let shapes: String
  package let convention: String?
  package let example: String
  package let source: String?
  /// Whether it finds derivatives.
  package var differentiates = true
  let record: @Sendable (inout Recorder, CallSite) throws(Diagnostic) -> Node

  package static func named(_ name: String) -> SpecialForm? { byName[name] }
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  package static let all: [SpecialForm] = [
    SpecialForm(
      name: "grad", call: "grad(J, x)",
      summary: "The gradient of a scalar, by one backward pass.", formula: "∂J/∂x",
      shapes: "J a scalar; the shape of x",
      convention: "x is a name: a variable, or a fact on the way. Zero where J does not depend.",
      example: "t := 3; grad(t^2, t)", source: "CS229 theorem 7.4.1, algorithm 3"
    ) { recorder, site throws(Diagnostic) in try recorder.gradient(site) },
    SpecialForm(
      name: "jacobian", call: "jacobian(f, x, layout=\"numerator\")",
      summary: "Every derivative of a tensor by a tensor.", formula: "∂f_i/∂x_j",
      shapes: "numerator layout: the shape of f, then of x; denominator layout: the other way",
      convention: "One backward pass an entry of f.",
      example: "t := [1, 2]; jacobian(t^2, t)",
      source: "TUM lecture 7 (numerator layout), UCLA C147 lecture 7 (denominator layout)"
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["f", "x"], options: ["layout"])
      let (f, x) = (try recorder.node(arguments[0]), try recorder.variable(arguments[1], site))
      let word = try recorder.word(site, "layout", Layout.allCases.map(\.rawValue)) ?? "numerator"
      return try recorder.derivative(site) { graph throws(DerivativeError) in
        try graph.jacobian(
          of: f, wrt: x, layout: Layout(rawValue: word) ?? .numerator)
      }
    },
    SpecialForm(
      name: "hessian", call: "hessian(f, x)", summary: "The second derivatives of a scalar.",
      formula: "∂²f/∂x_i∂x_j", shapes: "f a scalar; the shape of x twice", convention: nil,
      example: "t := [1, 2]; hessian(sum(t^3), t)", source: "UCLA C147 lecture 7, the Hessian"
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["f", "x"])
      let (f, x) = (try recorder.node(arguments[0]), try recorder.variable(arguments[1], site))
      return try recorder.derivative(site) { graph throws(DerivativeError) in
        try graph.hessian(of: f, wrt: x)
      }
    },
    SpecialForm(
      name: "vjp", call: "vjp(f, x, v)", summary: "A vector times a Jacobian: one backward pass.",
      formula: "vᵀ ∂f/∂x", shapes: "v has the shape of f; the shape of x",
      convention: nil, example: "t := [1, 2]; vjp(t^2, t, [1, 10])",
      source: "CS229 (7.57) to (7.59), backward functions B[M, z](v)"
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["f", "x", "v"])
      let (f, x) = (try recorder.node(arguments[0]), try recorder.variable(arguments[1], site))
      let v = try recorder.node(arguments[2])
      return try recorder.derivative(site) { graph throws(DerivativeError) in
        try graph.vectorJacobian(of: f, wrt: x, v)
      }
    },
    SpecialForm(
      name: "jvp", call: "jvp(f, x, v)", summary: "A Jacobian times a vector: how f moves along v.",
      formula: "∂f/∂x v", shapes: "v has the shape of x; the shape of f", convention: nil,
      example: "t := [1, 2]; jvp(t^2, t, [1, 10])", source: nil
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["f", "x", "v"])
      let (f, x) = (try recorder.node(arguments[0]), try recorder.variable(arguments[1], site))
      let v = try recorder.node(arguments[2])
      return try recorder.derivative(site) { graph throws(DerivativeError) in
        try graph.jacobianVector(of: f, wrt: x, v)
      }
    },
    SpecialForm(
      name: "numgrad", call: "numgrad(J, x, h=1e-6, order=\"central\")",
      summary: "Difference quotients, entry by entry.",
      formula: "(J(x + h) - J(x - h))/2h, or (J(x + h) - J(x))/h",
      shapes: "J a scalar; the shape of x",
      convention: "order is \"central\" or \"forward\".",
      example: "t := 3; numgrad(t^2, t)", source: "TUM lecture 7, how to compute the gradient"
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["J", "x"], options: ["h", "order"])
      let (f, x) = (try recorder.node(arguments[0]), try recorder.variable(arguments[1], site))
      let names = DifferenceOrder.allCases.map(\.rawValue)
      let order = try recorder.word(site, "order", names).flatMap(DifferenceOrder.init(rawValue:))
      let step = try recorder.option(site, "h") ?? 1e-6
      guard step > 0, step.isFinite else {
        throw recorder.located(
          EvaluatorDiagnostics.expected("a positive step h", at: site.range))
      }
      return try recorder.derivative(site) { graph throws(DerivativeError) in
        try graph.numericGradient(
          of: f, wrt: x, step: step, order: order ?? .central)
      }
    },
    SpecialForm(
      name: "diff", call: "diff(f, x)",
      summary: "The symbolic derivative, simplified; a fact like any other.", formula: "df/dx",
      shapes: "f element by element of x; the shape of f",
      convention: "Every entry of f by the same entry of x; `derive` shows the rules.",
      example: "t := 0; diff(log(1 + exp(t)), t)",
      source: "TUM lecture 7, how to compute the gradient"
    ) { recorder, site throws(Diagnostic) in try recorder.symbolic(site) },
    SpecialForm(
      name: "iterate", call: "iterate(g, x, n)",
      summary: "Applies a function n times, every application in the graph.",
      formula: "g(g(... g(x)))", shapes: "as g",
      convention: nil, example: "iterate(sigmoid, 0.5, 3)", source: nil,
      differentiates: false
    ) { recorder, site throws(Diagnostic) in
      let arguments = try recorder.arguments(site, ["g", "x", "n"])
      guard case .function(let name) = try recorder.value(arguments[0]) else {
        throw recorder.located(
          EvaluatorDiagnostics.expected("a function", at: arguments[0].range))
      }
      var node = try recorder.node(arguments[1])
      let times = try recorder.integer(arguments[2], "n of iterate")
      guard times >= 0 else {
        throw recorder.located(EvaluatorDiagnostics.expected("0 or more", at: arguments[2].range))
      }
      if times > recorder.budget.nodes {
        throw recorder.located(EvaluatorDiagnostics.tooManyNodes(times, at: arguments[2].range))
      }
      for _ in 0..<times { node = try recorder.apply(name, to: node, site) }
      return node
    },
  ]
}
