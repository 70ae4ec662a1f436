import Diagnostics
import Language
import Networks
import Operations
import Tensors

/// The names of a session with what they are, for `vars`.
struct NameListing {
  enum Kind: String {
    case value, data, fact, function, network, answer
  }

  enum Content {
    case tensor(Tensor)
    /// Large values are not computed to be listed.
    case shape(Shape)
    case parameters([String])
    /// A network's layers, and how many numbers it learns.
    case network(String, count: Int)
    case waits(for: [String])
    /// The code of what is wrong with it.
    case fails(String)
  }

  struct Row {
    let name: String
    let kind: Kind
    let content: Content
    let statement: String
  }

  let rows: [Row]

  /// Lists a session's names as they were first stated; reading them changes nothing.
  init(of session: Session) throws(Diagnostic) {
    var reader = FactReader(session)
    var facts = try reader.contents()
    var rows: [Row] = []
    let state = session.state
    for name in state.ownNames {
      guard let definition = state.definitions[name] else { continue }
      let kind: Kind
      let content: Content
      switch definition.kind {
      case .value(let tensor, let role):
        kind = name == SessionState.answerName ? .answer : role == .data ? .data : .value
        content = .tensor(tensor)
      case .fact:
        kind = .fact
        content = facts.removeValue(forKey: name) ?? .fails("value")
      case .function(let parameters, _):
        kind = .function
        content = .parameters(parameters)
      case .network:
        kind = .network
        content = try reader.network(name)
      }
      rows.append(
        Row(
          name: name, kind: kind, content: content,
          statement: definition.source[definition.range]))
    }
    self.rows = rows.filter { $0.kind != .answer } + rows.filter { $0.kind == .answer }
  }
}

/// Reads many facts at once, and one by one where some of them fail.
private struct FactReader {
  /// A copy: what is drawn on the way is forgotten.
  private var session: Session
  private let source = SourceText(name: "", text: "")

  init(_ session: Session) { self.session = session }

  mutating func contents() throws(Diagnostic) -> [String: NameListing.Content] {
    var contents: [String: NameListing.Content] = [:]
    var readable: [String] = []
    for name in session.state.order where session.state.definitions[name]?.isFact == true {
      let missing = session.state.missing(behind: name)
      if missing.isEmpty {
        readable.append(name)
      } else {
        contents[name] = .waits(for: missing)
      }
    }
    do throws(Diagnostic) {
      for (name, content) in zip(readable, try read(readable)) { contents[name] = content }
    } catch {
      for name in readable { contents[name] = try readAlone(name) }
    }
    return contents
  }

  mutating func network(_ name: String) throws(Diagnostic) -> NameListing.Content {
    let missing = session.state.missing(behind: name)
    guard missing.isEmpty else { return .waits(for: missing) }
    do throws(Diagnostic) {
      let network = try session.network(
        Expression(.name(name), at: SourceRange(0, 0)), in: source)
      return .network(network.text, count: network.parameterCount)
    } catch {
      if error.isInterruption { throw error }
      return .fails(error.code)
    }
  }

  private mutating func readAlone(_ name: String) throws(Diagnostic) -> NameListing.Content {
    do throws(Diagnostic) {
      return try read([name])[0]
    } catch {
      if error.isInterruption { throw error }
      return .fails(error.code)
    }
  }

  private mutating func read(_ names: [String]) throws(Diagnostic) -> [NameListing.Content] {
    let place = SourceRange(0, 0)
    let expressions = names.map { Expression(.name($0), at: place) }
    let recording = try session.record(expressions, in: source)
    let shapes = recording.outputs.map { recording.graph.shape(of: $0) }
    let isSmall = shapes.map { $0.rank == 0 || $0.rank == 1 && $0.count <= VarsView.wholeVector }
    var small: [Expression] = []
    for (expression, isSmall) in zip(expressions, isSmall) where isSmall {
      small.append(expression)
    }
    var tensors = try session.evaluate(small, in: source, place)[...]
    return zip(shapes, isSmall).map { shape, isSmall in
      isSmall ? tensors.popFirst().map { .tensor($0) } ?? .shape(shape) : .shape(shape)
    }
  }
}
