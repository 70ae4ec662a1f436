import Notebook

/// Progress as text that people can read and carry from one computer to another.
///
/// ```
/// gradbook progress 1
/// lesson chain-rule
/// place 2 1 sine The value
/// task sine right tries=1 hints=2
/// grad> c = sin(b)
/// end
/// ```
extension LessonProgress {
  /// No learner's progress in one lesson is as long, in bytes.
  package static let limit = 1 << 20

  private static let head = "gradbook progress"
  private static let version = 1
  private static let end = "end"
  /// Stands for no task.
  private static let none = "-"

  package var text: String {
    var lines = ["\(Self.head) \(Self.version)", "lesson \(lesson)"]
    if let place {
      let title = place.title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      lines.append("place \(place.section + 1) \(place.stop) \(place.task ?? Self.none) \(title)")
    }
    if isFinished { lines.append("finished") }
    for (id, record) in tasks.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "task \(id) \(record.state) tries=\(record.tries) hints=\(record.hints)"
          + (record.isAnswerSeen ? " answer-seen" : ""))
      for statement in record.answer {
        let parts = statement.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, part) in parts.enumerated() {
          lines.append((index == 0 ? Transcript.prompt : Transcript.continuation) + part)
        }
      }
    }
    return (lines + [Self.end]).map { $0 + "\n" }.joined()
  }

  /// What is wrong with a text that was to tell of progress.
  package enum Problem: Error, Sendable, Equatable {
    /// Something else, or of another lesson.
    case foreign
    /// Written by a program that is newer.
    case newer(version: Int)
  }

  /// Reads a text as far as it can be understood.
  /// - Returns: The progress, and whether all of the text was understood.
  package static func read(
    _ text: String, lesson: String
  ) throws(Problem) -> (progress: LessonProgress, isWhole: Bool) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, first.hasPrefix(head + " "),
      let version = Int(first.dropFirst(head.count + 1))
    else { throw .foreign }
    guard version <= Self.version else { throw .newer(version: version) }
    guard lines.count > 1, lines[1] == "lesson \(lesson)" else { throw .foreign }
    var reader = ProgressReader(lesson)
    for line in lines.dropFirst(2) where !reader.isAtEnd { reader.take(line) }
    return (reader.progress, reader.isAtEnd && reader.isWhole)
  }

  /// Takes one line after the other; what is none of its own is left out.
  private struct ProgressReader {
    var progress: LessonProgress
    var isWhole = true
    var isAtEnd = false
    /// The task that the statements that follow belong to.
    private var task: String?

    /// More tasks, statements or tries than this are no learner's.
    private static let most = 10_000

    init(_ lesson: String) { progress = LessonProgress(lesson: lesson) }

    mutating func take(_ line: Substring) {
      if line.hasPrefix(Transcript.prompt) {
        add(line.dropFirst(Transcript.prompt.count), continues: false)
      } else if line.hasPrefix(Transcript.continuation) {
        add(line.dropFirst(Transcript.continuation.count), continues: true)
      } else {
        let words = line.split(separator: " ")
        switch words.first {
        case "place": readPlace(words.dropFirst())
        case "finished" where words.count == 1: progress.isFinished = true
        case "task": readTask(words.dropFirst())
        case Substring(LessonProgress.end) where words.count == 1: isAtEnd = true
        default: isWhole = false
        }
      }
    }

    private mutating func add(_ statement: Substring, continues: Bool) {
      guard let task, var record = progress.tasks[task], record.answer.count < Self.most,
        !continues || !record.answer.isEmpty
      else {
        isWhole = false
        return
      }
      if continues {
        record.answer[record.answer.count - 1] += "\n" + statement
      } else {
        record.answer.append(String(statement))
      }
      progress.tasks[task] = record
    }

    private mutating func readPlace(_ words: ArraySlice<Substring>) {
      let words = Array(words)
      guard words.count >= 3, let section = Self.count(words[0]), section > 0,
        let stop = Self.count(words[1]),
        words[2] == LessonProgress.none || LessonID.isValid(String(words[2]))
      else {
        isWhole = false
        return
      }
      progress.place = Place(
        section: section - 1, title: words.dropFirst(3).joined(separator: " "), stop: stop,
        task: words[2] == LessonProgress.none ? nil : String(words[2]))
    }

    private mutating func readTask(_ words: ArraySlice<Substring>) {
      task = nil
      let words = Array(words)
      guard words.count >= 2, LessonID.isValid(String(words[0])),
        let state = TaskRecord.State(rawValue: String(words[1])), progress.tasks.count < Self.most
      else {
        isWhole = false
        return
      }
      var record = TaskRecord()
      record.state = state
      for word in words.dropFirst(2) {
        if word == "answer-seen" {
          record.isAnswerSeen = true
        } else if word.hasPrefix("tries="), let count = Self.count(word.dropFirst(6)) {
          record.tries = count
        } else if word.hasPrefix("hints="), let count = Self.count(word.dropFirst(6)) {
          record.hints = count
        } else {
          isWhole = false
        }
      }
      progress.tasks[String(words[0])] = record
      task = String(words[0])
    }

    private static func count(_ word: Substring) -> Int? {
      Int(word).flatMap { (0...most).contains($0) ? $0 : nil }
    }
  }
}
