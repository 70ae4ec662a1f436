@preconcurrency internal import Glibc

/// What it costs to start a program and let it finish.
struct Startup {
  /// The median wall time of a run.
  let milliseconds: Double
  /// The median processor time of a run, of all of its threads.
  let processor: Double
  /// The largest resident set of any run.
  let megabytes: Double

  /// Runs a command several times with its output thrown away; the first reads standard input.
  ///
  /// `nil` if it cannot be started or fails.
  init?(of command: [String], runs: Int) {
    var times: [Double] = []
    var processorTimes: [Double] = []
    var largest = 0.0
    let clock = ContinuousClock()
    for _ in 0..<runs {
      let start = clock.now
      guard let usage = Startup.run(command) else { return nil }
      times.append((clock.now - start) / .milliseconds(1))
      processorTimes.append(usage.ru_utime.milliseconds + usage.ru_stime.milliseconds)
      largest = max(largest, Double(usage.ru_maxrss) / 1024)
    }
    milliseconds = times.sorted()[runs / 2]
    processor = processorTimes.sorted()[runs / 2]
    megabytes = largest
  }

  /// What one run used.
  private static func run(_ command: [String]) -> rusage? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)

    var arguments = command.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    guard posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { return nil }
    }
    return status == 0 ? usage : nil
  }
}

extension timeval {
  fileprivate var milliseconds: Double { Double(tv_sec) * 1e3 + Double(tv_usec) / 1e3 }
}
