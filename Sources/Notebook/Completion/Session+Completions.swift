import Datasets
import Diagnostics
import Differentiation
import Language
import Networks
import Operations

/// What Tab may insert.
extension Session {
  /// What may stand in the place of a word that is being typed.
  /// - Parameters:
  ///   - line: The entry up to the cursor, earlier lines included.
  ///   - word: The part of it to be completed.
  ///   - start: Where that part starts, in bytes of UTF-8.
  /// - Returns: Words that begin with `word`, in alphabetical order; functions with their bracket,
  ///   options with their equal sign, folders with their slash.
  package func completions(line: String, word: String, start: Int) -> [String] {
    let before = String(decoding: line.utf8.prefix(max(start, 0)), as: UTF8.self)
    let candidates = candidates(CompletionContext(before: before), word)
    return Set(candidates.filter { $0.hasPrefix(word) }).sorted()
  }

  private func candidates(_ context: CompletionContext, _ word: String) -> [String] {
    if context.isComment { return [] }
    if context.isQuoted {
      let words = context.callee.flatMap { optionValues(of: $0, context.option) } ?? []
      return words.isEmpty ? FileNames.completing(word) : words
    }
    if context.followsArrow { return layers }
    if let callee = context.callee {
      if let values = optionValues(of: callee, context.option) { return values }
      return names + parts + Session.functions + Session.options(of: callee)
    }
    guard let command = context.command, let type = Commands.named(command) else {
      let words = context.startsStatement ? Session.statementWords : []
      return names + parts + Session.functions + words
    }
    return candidates(after: type, context, word)
  }

  /// What may follow a command's word.
  private func candidates(
    after type: any NotebookCommand.Type, _ context: CompletionContext, _ word: String
  ) -> [String] {
    if type == TimeCommand.self { return candidates(context.withoutFirstWord, word) }
    if type == HelpCommand.self { return HelpIndex.words + state.ownNames }
    if type == ClearCommand.self { return state.ownNames }
    if type == LessonCommand.self { return context.words.count > 1 ? [] : self.context.lessons() }
    if type == RunCommand.self || type == SaveCommand.self {
      let isFollowing = context.words.count > 1 && context.statement.last?.isWhitespace == true
      return isFollowing
        ? type.options.map { "\($0.name)=" }
        : FileNames.completing(word, behind: context.statement)
    }
    if type == SetCommand.self {
      guard context.words.count > 1 else { return Setting.all.map(\.name) }
      let name = context.words[1].prefix { $0 != "=" }
      return Setting.named(String(name))?.words ?? []
    }
    if let name = context.option {
      let values = type.options.first { $0.name == name }?.values.split(separator: "|") ?? []
      // A single word only describes the value: `hand=formula`.
      return values.count > 1 ? values.map(String.init) : names + Session.functions
    }
    let options = type.options.map { "\($0.name)=" }
    if type == LoadCommand.self {
      guard context.words.count > 1 else { return BuiltInDataset.all.map(\.name) }
      let dataset = BuiltInDataset.named(String(context.words[1]))
      return dataset.map { $0.options.map { "\($0.name)=" } }
        ?? LoadCommand.tableOptions.map { "\($0.name)=" }
    }
    if type == InitCommand.self {
      return state.order + ["over"]
        + Initialiser.all.map { $0.parameter == nil ? $0.name : "\($0.name)(" }
    }
    guard type.style == .expressions, type != SeedCommand.self else { return [] }
    return names + parts + Session.functions + options + Session.keywords(of: type)
  }

  // MARK: - What there is

  private var names: [String] {
    state.ownNames.map { state.definitions[$0]?.isFunction == true ? "\($0)(" : $0 }
      + BuiltInNames.constants.keys
  }

  /// `net.W1`, `net.upto(`
  private var parts: [String] {
    state.ownNames.filter { state.definitions[$0]?.isNetwork == true }.flatMap { name in
      // A copy: what is drawn on the way is forgotten.
      var copy = self
      let expression = Expression(.name(name), at: SourceRange(0, 0))
      guard
        let network = try? copy.network(expression, in: SourceText(name: "", text: name))
      else { return [String]() }
      return network.parameters.map { "\(name).\($0.member)" } + ["\(name).upto("]
    }
  }

  /// What may follow `->`.
  private var layers: [String] {
    LayerEntry.all.map { $0.needsNoArguments ? $0.name : "\($0.name)(" } + LayerEntry.functions
      + state.ownNames.filter {
        let definition = state.definitions[$0]
        return definition?.isNetwork == true || definition?.isFunction == true
      }
  }

  private static let functions =
    BuiltInNames.functions.map { "\($0)(" }
    + LayerEntry.all.map(\.name).filter { !BuiltInNames.isFunction($0) }.map { "\($0)(" }
  private static let statementWords = Commands.names + ["repeat"]

  private static func keywords(of type: any NotebookCommand.Type) -> [String] {
    let words = type.usage.split { !$0.isLetter }.map(String.init)
    return ["wrt", "against", "over", "all"].filter(words.contains)
  }

  /// The options of a function, with their equal signs.
  private static func options(of function: String) -> [String] {
    let parameters =
      (BuiltInNames.operation(function)?.parameters ?? [])
      + (LayerEntry.named(function)?.parameters ?? [])
    if !parameters.isEmpty {
      return parameters.filter { $0.fallback != .required }.map { "\($0.name)=" }
    }
    guard let form = SpecialForm.named(function) else { return [] }
    return form.call.split(separator: "=").dropLast().map { part in
      String(part.reversed().prefix { $0.isLetter || $0 == "_" }.reversed()) + "="
    }
  }

  /// The words that an option of a function may be; nil if they are not words.
  private func optionValues(of function: String, _ option: String?) -> [String]? {
    guard let option else { return nil }
    if SpecialForm.named(function) != nil {
      switch option {
      case "layout": return Layout.allCases.map(\.rawValue)
      case "order": return DifferenceOrder.allCases.map(\.rawValue)
      default: return nil
      }
    }
    let parameter =
      BuiltInNames.operation(function)?.parameters.first { $0.name == option }
      ?? LayerEntry.named(function)?.parameters.first { $0.name == option }
    switch parameter?.kind {
    case .word(let words), .wordOrInteger(let words): return words
    case .boolean: return ["true", "false"]
    default: return nil
    }
  }
}
